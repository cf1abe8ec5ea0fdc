import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { addCommonOptions } from '../options.ts';
import { addEvalJudge } from './eval-judge.ts';
import { addEvalRatings } from './eval-ratings.ts';
import { addEvalRecommend } from './eval-recommend.ts';

type AddEvaluation = (group: Command, context: CommandContext) => Command;

/** What can be evaluated, each in a file of its own beside this one. */
const EVALUATIONS: readonly AddEvaluation[] = [addEvalRatings, addEvalRecommend, addEvalJudge];

/** The group `eval`: each evaluation is a command of its own below it. */
export function addEval(program: Command, context: CommandContext): void {
  const group = program.command('eval').description('measure models by the protocols of the field');
  for (const add of EVALUATIONS) addCommonOptions(add(group, context));
}
