import { Router } from 'express';
import type { ApiDeps } from './deps';

/** `/livez`: the process answers. `/readyz`: it can do its work, because Temporal and the database answer. */
export function healthRoutes({ health }: Pick<ApiDeps, 'health'>): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.json({ alive: true });
  });
  router.get('/readyz', async (_request, response) => {
    const [temporal, database] = await Promise.all([health.temporal(), health.database()]);
    response.status(temporal && database ? 200 : 503).json({
      ready: temporal && database,
      temporal: temporal ? 'serving' : 'away',
      database: database ? 'serving' : 'away',
    });
  });
  return router;
}
