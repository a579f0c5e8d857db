/** The bundled libraries, and of them only what is used. The build replaces this file by one bundle. */
export { z } from 'zod/v4';
export { EnvHttpProxyAgent, FormData, Pool, buildConnector, request } from 'undici';
export type { Dispatcher } from 'undici';
export { Validator } from '@cfworker/json-schema';
export { createParser } from 'eventsource-parser';
export { fileTypeFromBuffer } from 'file-type';
export { imageSize } from 'image-size';
export { default as ipaddr } from 'ipaddr.js';
export { default as sanitizeFileName } from 'sanitize-filename';
