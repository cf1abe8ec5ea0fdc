import { openMemoryStore } from '#test/support/memory-generations';
import { describeGenerationStore } from './generations.ts';

const disk = new Map();
describeGenerationStore('generations in memory', () => openMemoryStore(disk));
