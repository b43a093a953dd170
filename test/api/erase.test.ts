import { startTestApi } from './support';

describe('POST /api/erase', () => {
  it('answers how many records lost their content, and records the action without the address', async () => {
    const api = await startTestApi();
    try {
      const answer = await api.call('POST', '/api/erase', {
        body: { email: 'ann@example.com' },
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({ orders: 2, snapshots: 3, exchanges: 14, decisions: 0, links: 1 });
      expect(api.actions).toEqual([expect.objectContaining({ action: 'erase', outcome: 'accepted' })]);
      expect(JSON.stringify(api.actions)).not.toContain('ann@example.com');
    } finally {
      await api.close();
    }
  });
});
