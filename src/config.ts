import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ENCODER_SETTINGS } from './config/encoders.ts';
import { RANKING_SETTINGS } from './config/ranking.ts';
import { STORE_SETTINGS, storeFaults } from './config/stores.ts';
import { TRAINING_SETTINGS } from './config/training.ts';
import { VitrineError } from './errors.ts';

const text = z.string().min(1);
const address = z.url({ protocol: /^https?$/u, error: 'must be an http or https address' });
const database = z.url({ protocol: /^postgres(ql)?$/u, error: 'must be an address that begins with postgres://' });
/** Catalogs are named in commands and addresses: letters and digits of any script, `-`, `_` and `.`. */
const catalogName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,63}$/u, {
  error: 'must be up to 64 letters, digits, -, _ or ., and begin with a letter or digit',
});
const addressList = text.transform((list) => list.split(',').map((part) => part.trim())).pipe(z.array(address));

/** Names of hosts, by commas in the environment. */
const hostList = z
  .union([z.array(text), z.string().transform((list) => list.split(','))])
  .transform((hosts) => hosts.map((host) => host.trim().toLowerCase()).filter((host) => host !== ''));

const onOff = z.enum(['on', 'off'], { error: 'must be on or off' });

/** Every setting, by its name in `vitrine.config.json`; `env` is its name in the environment. */
const SETTINGS = {
  data: { env: 'VITRINE_DATA', schema: text.default('.vitrine') },
  catalog: { env: 'VITRINE_CATALOG', schema: catalogName.default('default') },
  models: { env: 'VITRINE_MODELS', schema: text.default('lite') },
  modelsDir: { env: 'VITRINE_MODELS_DIR', schema: text.optional() },
  apiKey: { env: 'VITRINE_API_KEY', schema: text.optional() },
  qdrantUrls: { env: 'QDRANT_URLS', schema: addressList.optional() },
  qdrantUrl: { env: 'QDRANT_URL', schema: address.optional() },
  qdrantApiKey: { env: 'QDRANT_API_KEY', schema: text.optional() },
  databaseUrl: { env: 'DATABASE_URL', schema: database.optional() },
  ...STORE_SETTINGS,
  ...ENCODER_SETTINGS,
  ...RANKING_SETTINGS,
  ...TRAINING_SETTINGS,
  openaiBaseUrl: { env: 'OPENAI_BASE_URL', schema: address.optional() },
  openaiApiKey: { env: 'OPENAI_API_KEY', schema: text.optional() },
  llmModel: { env: 'VITRINE_LLM_MODEL', schema: text.optional() },
  llmDeadlineMs: { env: 'VITRINE_LLM_DEADLINE_MS', schema: z.coerce.number().int().min(1).max(60_000).default(800) },
  llmConcurrency: { env: 'VITRINE_LLM_CONCURRENCY', schema: z.coerce.number().int().min(1).max(1_000).default(4) },
  llmTokensPerDay: { env: 'VITRINE_LLM_TOKENS_PER_DAY', schema: z.coerce.number().int().min(0).default(0) },
  host: { env: 'HOST', schema: text.default('127.0.0.1') },
  port: { env: 'PORT', schema: z.coerce.number().int().min(0).max(65_535).default(3000) },
  rateLimitPerMinute: { env: 'VITRINE_RATE_LIMIT', schema: z.coerce.number().int().min(0).optional() },
  eventRetentionDays: {
    env: 'VITRINE_EVENT_RETENTION_DAYS',
    schema: z.coerce.number().int().min(1).max(36_500).optional(),
  },
  queryLog: { env: 'VITRINE_QUERY_LOG', schema: onOff.default('on') },
  publicEvents: { env: 'VITRINE_PUBLIC_EVENTS', schema: onOff.default('off') },
  privateHosts: { env: 'VITRINE_PRIVATE_HOSTS', schema: hostList.default([]) },
  allowPrivateAddresses: { env: 'VITRINE_ALLOW_PRIVATE_ADDRESSES', schema: onOff.default('off') },
  trustedProxies: { env: 'VITRINE_TRUSTED_PROXIES', schema: z.coerce.number().int().min(0).default(0) },
} as const;

type SettingName = keyof typeof SETTINGS;

const Settings = z.object(
  Object.fromEntries(Object.entries(SETTINGS).map(([name, { schema }]) => [name, schema])) as {
    [Name in SettingName]: (typeof SETTINGS)[Name]['schema'];
  },
);

/** The settings of a run, validated and frozen. Deadlines are in milliseconds. */
export type Config = Readonly<Omit<z.output<typeof Settings>, 'data' | 'modelsDir' | 'qdrantUrl' | 'qdrantUrls'>> & {
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** Absolute path of the folder of models; without it, the package's own. */
  readonly modelsDir?: string;
  /** Addresses of Qdrant's nodes; none means the embedded store. */
  readonly qdrantUrls: readonly string[];
};

export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Settings given as flags, by the names above; others are ignored. */
  readonly flags: Readonly<Record<string, unknown>>;
  /** Where relative paths start and `vitrine.config.json` is looked for. */
  readonly cwd: string;
}

const FILE = 'vitrine.config.json';

/** Flags win over the environment, the environment over the file. All faults come in one `invalid_configuration`. */
export function loadConfig({ env, flags, cwd }: ConfigSources): Config {
  const file = readConfigFile(join(cwd, FILE));
  const given = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, setting]) => [
      name,
      flags[name] ?? (env[setting.env] || undefined) ?? file[name],
    ]),
  );
  const parsed = Settings.safeParse(given);
  const unknown = Object.keys(file).filter((name) => !Object.hasOwn(SETTINGS, name));
  const faults = [
    ...(parsed.success ? storeFaults(parsed.data) : []),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => faultOf(issue, given))),
    ...unknown.map((name) => `${FILE} has an unknown setting "${name}"`),
  ];
  if (!parsed.success || faults.length > 0) {
    throw new VitrineError('invalid_configuration', `The configuration is not valid: ${faults.join('; ')}.`);
  }
  const { data, modelsDir, qdrantUrl, qdrantUrls, ...rest } = parsed.data;
  return Object.freeze({
    ...rest,
    dataDir: resolve(cwd, data),
    ...(modelsDir !== undefined && { modelsDir: resolve(cwd, modelsDir) }),
    qdrantUrls: Object.freeze(qdrantUrls ?? (qdrantUrl ? [qdrantUrl] : [])),
  });
}

/** The part of an environment that `loadConfig` looks at. */
export function configEnvironment(env: ConfigSources['env']): Record<string, string> {
  const names = Object.values(SETTINGS).map((setting) => setting.env);
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** Names of settings that hold a secret: their values are never shown. */
const SECRETS = /key|databaseUrl/iu;

function faultOf(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): string {
  const name = String(issue.path[0]);
  const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name as SettingName].env : name;
  const value = SECRETS.test(name) ? 'its value' : JSON.stringify(given[name]);
  return `${name} (${setting}): ${value} ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}

function readConfigFile(path: string): Readonly<Record<string, unknown>> {
  if (!existsSync(path)) return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new VitrineError('invalid_configuration', `${path} cannot be read: it must hold one JSON object.`, { cause });
  }
}
