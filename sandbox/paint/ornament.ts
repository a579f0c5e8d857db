import { hash, randomOf } from './random';
import { circle, n, type Canvas } from './shapes';

/** What a LoRA adds to a picture: a lattice and lights of its own colour, stronger with its strength. */
export function ornament(
	lora: { readonly path: string; readonly scale: number },
	{ width, height }: Canvas,
): string {
	const strength = Math.min(1, Math.abs(lora.scale) / 1.5);
	if (strength === 0) return '';
	const random = randomOf(lora.path);
	const hue = hash(lora.path) % 360;
	const unit = Math.min(width, height);
	const color = `hsl(${hue}, 75%, 74%)`;
	const petals = Math.floor(random.between(5, 13));
	const flowers = Array.from({ length: Math.round(4 + strength * 26) }, () => {
		const at = { x: random.between(0, width), y: random.between(0, height * 0.75) };
		const r = unit * random.between(0.008, 0.05) * (0.5 + strength * 0.7);
		const arms = Array.from({ length: petals }, (_, i) => {
			const angle = (i / petals) * Math.PI * 2;
			return `M${n(at.x)} ${n(at.y)}L${n(at.x + Math.cos(angle) * r)} ${n(at.y + Math.sin(angle) * r)}`;
		}).join('');
		return (
			`<path d="${arms}" stroke="${color}" stroke-width="${n(unit * 0.0025)}" stroke-linecap="round"/>` +
			circle(at, r * 0.22, `fill="${color}"`)
		);
	});
	const tint = `<rect width="${n(width)}" height="${n(height)}" fill="${color}" opacity="${n(strength * 0.22)}"/>`;
	return `${tint}<g opacity="${n(0.35 + strength * 0.6)}">${flowers.join('')}</g>`;
}
