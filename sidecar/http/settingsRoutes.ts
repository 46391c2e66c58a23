// Settings: every one with its words, and changes that are made whole or not at all.

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { HttpDeps } from './deps.ts';
import { who } from './linkAuth.ts';
import { HttpProblem } from './problems.ts';
import { SettingsChange, SettingsList } from './schemas/settings.ts';

export const settingsRoutes =
  ({ settings }: HttpDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/api/settings', { schema: { response: { 200: SettingsList } } }, async () => ({
      settings: settings.all(),
    }));

    app.put(
      '/api/settings',
      { schema: { body: SettingsChange, response: { 200: SettingsList } } },
      async (request) => {
        const fields = await settings.change(who(request), new Map(Object.entries(request.body.changes)));
        if (Object.keys(fields).length > 0)
          throw new HttpProblem(422, 'bad_settings', Object.values(fields).join(' '), { fields });
        return { settings: settings.all() };
      },
    );
  };
