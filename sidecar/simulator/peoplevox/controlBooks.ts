import Type from 'typebox';
import type { Books } from './books.ts';
import type { ControlApp } from './controlApp.ts';

const asked = (name: string) => Type.Object({ [name]: Type.Optional(Type.String()) });
const Wanted = Type.Object(
  { order: Type.String(), wanted: Type.Record(Type.String(), Type.Integer({ minimum: 0 })) },
  { additionalProperties: false },
);

/** The books over the control. */
export function bookRoutes(app: ControlApp, books: Books): void {
  const only = (query: unknown, name: string) => (query as Record<string, string | undefined>)[name];
  app.get('/books/calls', { schema: { querystring: asked('operation') } }, (request) =>
    books.calls(only(request.query, 'operation')),
  );
  app.get('/books/rows', { schema: { querystring: asked('key') } }, (request) =>
    books.rows(only(request.query, 'key')),
  );
  app.get('/books/holds', { schema: { querystring: asked('order') } }, (request) =>
    books.holds(only(request.query, 'order')),
  );
  app.get('/books/stock', { schema: { querystring: asked('item') } }, (request) =>
    books.stock(only(request.query, 'item')),
  );
  app.get('/books/events', () => books.events());
  app.get('/books/violations', () => books.violations());
  app.get('/books/counts', () => ({
    calls: books.callCounts(),
    violations: books.violations().length,
    mostInFlight: books.mostInFlight(),
    mostCallsInWindow: books.mostCallsIn(),
  }));
  app.get('/books/orders', () => books.orderNumbers().map((number) => books.order(number)));
  app.get(
    '/books/orders/:number',
    { schema: { params: Type.Object({ number: Type.String() }) } },
    (request) => books.order(request.params.number),
  );
  app.post('/books/pickable-otherwise', { schema: { body: Wanted } }, (request) =>
    books.pickableOtherwise(request.body.order, request.body.wanted),
  );
  app.delete('/books', () => {
    books.clear();
    return {};
  });
}
