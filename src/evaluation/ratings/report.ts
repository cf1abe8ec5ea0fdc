import { escapeHtml, htmlTable, markdownTable, plainTable, type TextTable } from '../table.ts';
import type { AblationFigures, ModelFigures, PairedDifference, RatingEvaluation } from './summary.ts';

/** As a person reads it on a terminal. */
export function plainReport(evaluation: RatingEvaluation): string {
  const { models, ablation } = evaluation;
  const parts = [headline(evaluation), plainTable(modelTable(models))];
  if (ablation.length > 0) parts.push(ABLATION, plainTable(ablationTable(ablation)));
  return parts.join('\n');
}

/** With what each model is; `notes` are shown below the headline. */
export function markdownReport(evaluation: RatingEvaluation, notes: readonly string[]): string {
  const { models, ablation } = evaluation;
  return [
    '# Rating prediction\n',
    headline(evaluation),
    ...notes.map((note) => `${note}\n`),
    markdownTable(modelTable(models)),
    HOW_TO_READ,
    ...(ablation.length > 0 ? [`## ${ABLATION}`, markdownTable(ablationTable(ablation))] : []),
    '## Models\n',
    markdownTable(descriptions(models)),
  ].join('\n');
}

/** The same as one page without anything from elsewhere. */
export function htmlReport(evaluation: RatingEvaluation, notes: readonly string[]): string {
  const { models, ablation } = evaluation;
  const paragraph = (text: string): string => `<p>${escapeHtml(text.trim())}</p>\n`;
  return [
    '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Rating prediction</title>\n',
    `<style>${STYLE}</style>\n<h1>Rating prediction</h1>\n`,
    ...[headline(evaluation), ...notes].map(paragraph),
    htmlTable(modelTable(models)),
    paragraph(HOW_TO_READ),
    ...(ablation.length > 0 ? [`<h2>${escapeHtml(ABLATION)}</h2>\n`, htmlTable(ablationTable(ablation))] : []),
    '<h2>Models</h2>\n',
    htmlTable(descriptions(models)),
    '</html>\n',
  ].join('');
}

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse}th,td{padding:.3rem .8rem;border-bottom:1px solid #ddd;text-align:right}' +
  'th:first-child,td:first-child{text-align:left}';

const ABLATION = 'The blend without one of its parts\n';
const HOW_TO_READ =
  'RMSE and MAE are means over the folds, in units of ratings. Intervals hold 95 % of 1,000 resamples of the users; ' +
  'differences compare the same users under both models.\n';

function headline({ ratings, users, items, scale, foldSizes, seed }: RatingEvaluation): string {
  const sizes = foldSizes.join(', ');
  return `${ratings} ratings (${scale.min} to ${scale.max}) of ${items} items by ${users} users; ${foldSizes.length} folds of ${sizes} (seed ${seed})\n`;
}

function modelTable(models: readonly ModelFigures[]): TextTable {
  return {
    head: ['model', 'RMSE', '95 %', 'by fold', 'MAE', 'against biases', 'seconds'],
    rows: models.map(({ model, rmse, mae, paired, seconds }) => [
      model,
      rmse.mean.toFixed(4),
      `${rmse.low.toFixed(3)}…${rmse.high.toFixed(3)}`,
      rmse.folds.map((value) => value.toFixed(3)).join(' '),
      mae.mean.toFixed(4),
      paired ? difference(paired) : '',
      seconds.toFixed(1),
    ]),
  };
}

function ablationTable(ablation: readonly AblationFigures[]): TextTable {
  return {
    head: ['without', 'RMSE', 'against the blend', 'weight in the blend'],
    rows: ablation.map(({ without, rmse, paired, weight }) => [
      without,
      rmse.mean.toFixed(4),
      difference(paired),
      weight.toFixed(2),
    ]),
  };
}

function descriptions(models: readonly ModelFigures[]): TextTable {
  return { head: ['model', 'prediction'], rows: models.map(({ model, description }) => [model, description]) };
}

function difference({ difference: value, low, high }: PairedDifference): string {
  return `${signed(value)} (${signed(low)}…${signed(high)})`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}
