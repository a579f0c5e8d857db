/** What a proxy or a content network shows people. */
export const page =
	'<!doctype html><html><head><title>Error</title></head><body><h1>Something went wrong</h1></body></html>';
