import { type Content, sparseContent } from './content.ts';
import { createFoldIn, type FoldIn } from './fold-in.ts';
import type { CfModel } from './model.ts';

/** A model with what scoring by it needs for every shopper, made once: the index of content, and YᵀY. */
export interface PreparedModel {
  readonly model: CfModel;
  readonly content: Content | undefined;
  readonly foldIn: FoldIn | undefined;
}

export function prepareModel(model: CfModel): PreparedModel {
  const { content, factors, about } = model;
  return {
    model,
    content: content && sparseContent(content),
    foldIn: factors && createFoldIn(factors.items, factors.factors, about.als),
  };
}
