// Every layer by the id it has in layers.json.
export * from './sky.mjs';
export * from './mountains.mjs';
export * from './village.mjs';
export * from './water.mjs';
export * from './boat.mjs';
export * from './light.mjs';
export * from './lines.mjs';
