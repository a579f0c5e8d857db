/** The smallest thing that calls itself an MP4: a file type box and an empty media box. */
export const mp4 = Buffer.concat([
	Buffer.from([0, 0, 0, 24]),
	Buffer.from('ftypisom'),
	Buffer.from([0, 0, 2, 0]),
	Buffer.from('isommp41'),
	Buffer.from([0, 0, 0, 8]),
	Buffer.from('mdat'),
]);
