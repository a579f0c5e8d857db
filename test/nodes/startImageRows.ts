import type { IBinaryData, IDataObject } from 'n8n-workflow';

const png =
	'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP4z8DAAMIM/////w8AI/EE/T8hHvQAAAAASUVORK5CYII=';

const other = Buffer.concat([Buffer.from(png, 'base64'), Buffer.from('x')]).toString('base64');

const file = (data: string, mimeType: string, fileName: string): IBinaryData => ({
	data,
	mimeType,
	fileName,
});
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const link = 'https://cdn.example.com/a.png';

/** The files that the item of each row has. */
export const files: Readonly<Record<string, IBinaryData>> = {
	photo: file(png, 'image/png', 'photo.png'),
	Your_photo: file(png, 'image/png', 'IMG 1.png'),
	twinOne: file(png, 'image/png', 'image.png'),
	twinTwo: file(other, 'image/png', 'image.png'),
	octets: file(png, 'application/octet-stream', 'from-s3'),
	iphone: file(base64('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'image/heic', 'IMG_1.HEIC'),
	heicAsJpeg: file(base64('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'image/jpeg', 'IMG_1.jpg'),
	drawing: file(base64('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml', 'a.svg'),
	page: file(base64('<!doctype html><html><body>Login</body></html>'), 'image/png', 'a.png'),
	empty: file('', 'image/png', 'a.png'),
	pdf: file(base64('%PDF-1.7\n%âãÏÓ\n1 0 obj'), 'application/pdf', 'a.pdf'),
};

/** What its json holds. */
export const fields: IDataObject = {
	link,
	quoted: ` ${link} `,
	name: 'photo',
	label: 'Your photo',
	airtable: [{ id: 'att1', url: link, filename: 'a.png', type: 'image/png', size: 3 }],
	notion: [{ name: 'a.png', type: 'file', file: { url: link, expiry_time: '2027' } }],
	notionLink: [{ name: 'a.png', type: 'external', external: { url: link } }],
	chat: { type: 'image_url', image_url: { url: link } },
	cloudinary: { public_id: 'a', secure_url: link },
	form: [{ filename: 'photo.png', mimetype: 'image/png', size: 3 }],
	formOne: { filename: 'photo.png', mimetype: 'image/png', size: 3 },
	asText: JSON.stringify([{ url: link }]),
	base64: png,
	wrapped: png.replace(/(.{60})/g, '$1\n'),
	uri: `data:image/png;base64,${png}`,
	unnamedUri: `data:;base64,${png}`,
	textUri: 'data:text/plain;base64,aGVsbG8=',
	emptyUri: 'data:image/png;base64,',
	svgUri: `data:image/svg+xml;base64,${base64('<svg xmlns="http://www.w3.org/2000/svg"/>')}`,
	object: { a: 1 },
	flag: true,
};

/** The picture as it goes inside the request. */
const PNG = `data:image/png;base64,${png}`;

const TWIN = `data:image/png;base64,${other}`;

/** As typed, and what is sent or the words of the refusal. */
export type Row = readonly [typed: string, end: string | RegExp];

const pages: readonly Row[] = [
	[
		'https://drive.google.com/file/d/1AbCdEfGhIjKlMnOp/view?usp=sharing',
		drive('1AbCdEfGhIjKlMnOp'),
	],
	['https://drive.google.com/open?id=1AbCdEfGhIjKlMnOp', drive('1AbCdEfGhIjKlMnOp')],
	[
		'https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOp',
		/drive\.google\.com shows a page.*link of the file itself/,
	],
	['https://photos.app.goo.gl/abc123', /photos\.app\.goo\.gl shows a page/],
	['https://www.dropbox.com/s/abc/a.png?dl=0', 'https://www.dropbox.com/s/abc/a.png?raw=1'],
	[
		'https://dropbox.com/scl/fi/abc/a.png?rlkey=k&dl=0',
		'https://www.dropbox.com/scl/fi/abc/a.png?rlkey=k&raw=1',
	],
	['https://www.dropbox.com/home/photos', /dropbox\.com shows a page/],
	['https://1drv.ms/i/s!abc', /1drv\.ms shows a page/],
	['https://firm.sharepoint.com/:i:/g/abc', /sharepoint\.com shows a page/],
	['https://www.icloud.com/photos/#abc', /icloud\.com shows a page/],
	['https://we.tl/t-abc', /we\.tl shows a page/],
	['https://imgur.com/gallery/abc', /imgur\.com shows a page/],
	['https://i.imgur.com/abc.png', 'https://i.imgur.com/abc.png'],
	['https://github.com/o/r/blob/main/a.png', 'https://raw.githubusercontent.com/o/r/main/a.png'],
];

function drive(id: string): string {
	return `https://drive.google.com/uc?export=download&id=${id}`;
}

const inside: readonly Row[] = [
	['http://localhost:5678/a.png', /the provider cannot open it.*node before this one/],
	['http://127.0.0.1/a.png', /the provider cannot open it/],
	['https://192.168.1.20/a.png', /the provider cannot open it/],
	['http://[::1]/a.png', /the provider cannot open it/],
	['http://minio:9000/bucket/a.png', /the provider cannot open it/],
	['http://169.254.169.254/latest', /the provider cannot open it/],
];

const texts: readonly Row[] = [
	[link, link],
	['={{ $json.link }}', link],
	['={{ $json.quoted }}', link],
	['https://cdn.example.com/my photo.png', /is no whole address.*%20/],
	['ftp://example.com/a.png', /is no address that a provider can open.*https:\/\//],
	['www.example.com/a.png', /is no address that a provider can open/],
	['s3://bucket/a.png', /is no address that a provider can open/],
	['={{ $json.uri }}', PNG],
	['={{ $json.unnamedUri }}', PNG],
	['={{ $json.base64 }}', PNG],
	['={{ $json.wrapped }}', PNG],
	['={{ $json.textUri }}', /data URI holds text\/plain, not an image/],
	['={{ $json.emptyUri }}', /data URI is an empty file/],
	['={{ $json.svgUri }}', /image\/svg\+xml, which the models do not read.*PNG or a JPEG/],
	['{{ $json.link }}', /holds an expression that was left as text/],
	['={{ "" + $json.object }}', /\[object Object\]/],
	['={{ $json.object }}', /Start Image must be a URL.*it is an object/],
	['={{ $json.flag }}', /Start Image must be a URL.*it is true/],
];

const lists: readonly Row[] = [
	['={{ $json.airtable }}', link],
	['={{ $json.airtable[0] }}', link],
	['={{ $json.airtable[0].url }}', link],
	['={{ $json.notion }}', link],
	['={{ $json.notion[0] }}', link],
	['={{ $json.notionLink }}', link],
	['={{ $json.chat }}', link],
	['={{ $json.cloudinary }}', link],
	['={{ $json.asText }}', link],
	['={{ $json.form }}', PNG],
	['={{ $json.formOne }}', PNG],
	['={{ [$json.link, $json.link] }}', /Start Image must be at most 1; there are 2/],
];

const binaries: readonly Row[] = [
	['photo', PNG],
	[' photo ', PNG],
	['Photo', PNG],
	['binary.photo', PNG],
	['$binary.photo', /left as text: \$binary\.photo/],
	['={{ $json.name }}', PNG],
	['Your photo', PNG],
	['={{ $json.label }}', PNG],
	['Your_photo', PNG],
	['IMG 1.png', PNG],
	['={{ $binary.photo }}', PNG],
	['={{ [$binary.photo] }}', PNG],
	['={{ { photo: $binary.photo } }}', PNG],
	['={{ ({ a: $binary.photo, b: $binary.photo }) }}', /at most 1; there are 2/],
	['={{ $binary.twinOne }}', /"twinOne" and "twinTwo" look alike.*name of the field/],
	['twinTwo', TWIN],
	["={{ $('Start').item.binary.photo }}", PNG],
	["={{ $('Start').first().binary.photo }}", PNG],
	["={{ $('Start').item.binary['Your_photo'] }}", PNG],
	['octets', PNG],
	['iphone', /image\/hei[cf].*convert it to JPEG first/],
	['heicAsJpeg', /image\/hei[cf].*convert it to JPEG first/],
	['drawing', /image\/svg\+xml.*PNG or a JPEG first/],
	['page', /holds a web page, not an image/],
	['empty', /"empty" is an empty file/],
	['pdf', /holds application\/pdf, not an image/],
	[
		'phto',
		/no binary field "phto"; it has "photo", "Your_photo", "twinOne", .*Enter a URL, or the name of a binary field.*\$\('Form'\)\.item\.binary\.photo/,
	],
];

export const rows: readonly Row[] = [...texts, ...lists, ...binaries, ...pages, ...inside];

/** Where several images are taken. */
export const several: ReadonlyArray<readonly [typed: string, end: readonly string[] | RegExp]> = [
	['photo, Your photo', [PNG, PNG]],
	['photo,Your_photo', [PNG, PNG]],
	[`photo\n${link}`, [PNG, link]],
	[`${link},${link}`, [link, link]],
	['https://img.example.com/w_1,h_2/a.png', ['https://img.example.com/w_1,h_2/a.png']],
	['={{ $json.airtable }}', [link]],
	['={{ [...$json.airtable, ...$json.notion] }}', [link, link]],
	['={{ [$binary.photo, $json.link] }}', [PNG, link]],
	["={{ [$('Start').item.binary.photo, 'photo'] }}", [PNG, PNG]],
	['={{ $json.uri }}', [PNG]],
	['={{ $json.base64 }}', [PNG]],
	['photo, phto', /no binary field "phto"; it has "photo"/],
	['={{ [$json.link, $json.link, $json.link, $json.link] }}', /at most 3; there are 4/],
];
