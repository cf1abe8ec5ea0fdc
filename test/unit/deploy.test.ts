import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { configEnvironment } from '#src/config';
import { createMetrics } from '#src/http/metrics';

const Service = z.looseObject({
  image: z.string(),
  profiles: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: z.looseObject({}).optional(),
  depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).optional(),
  read_only: z.boolean().optional(),
});
const Compose = z.looseObject({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.unknown()),
});

const text = readFileSync('docker-compose.yml', 'utf8');
const { services, volumes } = Compose.parse(parse(text, { merge: true }));
const named = Object.entries(services);

/** What `docker compose config` would say, where there is no docker: names that lead nowhere, and promises that are kept. */
describe('docker-compose.yml', () => {
  it.each(named)('%s is pinned, and what it names is there', (_, { image, volumes: used = [], depends_on = {} }) => {
    expect(image).toMatch(/:v?\d+\.\d+/u);
    for (const volume of used) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('.')) expect(existsSync(source), source).toBe(true);
      else expect(Object.keys(volumes)).toContain(source);
    }
    for (const [name, { condition }] of Object.entries(depends_on)) {
      expect(condition).toBe('service_healthy');
      // The image of the program checks its health by itself.
      expect(services[name]?.healthcheck, name).toBeDefined();
    }
  });

  it('starts the stores and the API without a profile, the rest with one', () => {
    const names: Record<string, string[]> = {};
    for (const [name, { profiles: [profile = 'always'] = [] }] of named) {
      names[profile] = [...(names[profile] ?? []), name];
    }
    expect(names).toEqual({
      always: ['qdrant', 'postgres', 'api'],
      cluster: ['qdrant-2', 'qdrant-3'],
      job: ['index'],
      monitoring: ['prometheus', 'grafana'],
    });
  });

  it('gives the program only settings that it knows, on a file system that it cannot write to', () => {
    for (const name of ['api', 'index']) {
      const { environment = {}, read_only } = services[name]!;
      const given = Object.fromEntries(Object.keys(environment).map((key) => [key, 'x']));
      expect(Object.keys(configEnvironment(given)).sort()).toEqual(Object.keys(given).sort());
      expect(read_only).toBe(true);
    }
  });

  it('leaves the key of Qdrant unset unless there is one, because with an empty one it refuses everybody', () => {
    expect(services.qdrant?.environment?.QDRANT__SERVICE__API_KEY).toBeNull();
  });

  it('asks for nothing that .env.example does not speak of', () => {
    const asked = [...text.matchAll(/\$\{([A-Z_]+)/gu)].map((match) => match[1]!);
    const example = readFileSync('.env.example', 'utf8');
    for (const name of asked) expect(example).toMatch(new RegExp(`^#?${name}=`, 'mu'));
  });
});

describe('the dashboard', () => {
  it('shows metrics that there are', async () => {
    const metrics = createMetrics();
    metrics.search({ total: 1, understand: 1, embed: 1, retrieve: 1, score: 1 });
    const exposed = (await metrics.expose()).text;
    const dashboard = readFileSync('deploy/grafana/dashboards/vitrine.json', 'utf8');
    const used = [...dashboard.matchAll(/\b((?:vitrine|process|nodejs)_[a-z0-9_]+?)(?:_bucket|_count)?[[{"\\]/gu)];
    expect(used.length).toBeGreaterThan(8);
    for (const [, name] of used) expect(exposed).toContain(`# HELP ${name} `);
  });

  it('is found by Grafana, and Prometheus by it', () => {
    const read = (path: string): unknown => parse(readFileSync(`deploy/grafana/provisioning/${path}`, 'utf8'));
    expect(read('datasources/prometheus.yml')).toMatchObject({ datasources: [{ uid: 'prometheus' }] });
    const provider = read('dashboards/vitrine.yml') as { providers: { options: { path: string } }[] };
    const mounted = services.grafana?.volumes?.map((volume) => volume.split(':')[1]);
    expect(mounted).toContain(provider.providers[0]?.options.path);
    expect(parse(readFileSync('deploy/prometheus.yml', 'utf8'))).toMatchObject({
      scrape_configs: [{ dns_sd_configs: [{ names: ['api'] }] }, { static_configs: [{ targets: ['qdrant:6333'] }] }],
    });
  });
});
