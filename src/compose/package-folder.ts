import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package: the checkout, or where it is installed. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'models')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Where the weights of the `lite` preset lie. */
export function modelsFolder(): string {
  return join(packageFolder(), 'models');
}
