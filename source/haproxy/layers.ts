/** A table on top of another one: what is not in it is looked up below. Changing it copies nothing. */
export type Layers<Value> = {readonly own: Map<string, Value>; readonly below: Layers<Value> | undefined};

export const layersOf = <Value>(entries: Iterable<readonly [string, Value]> = []): Layers<Value> => ({own: new Map(entries), below: undefined});

export const layerOver = <Value>(below: Layers<Value>): Layers<Value> => ({own: new Map(), below});

const holding = <Value>(layers: Layers<Value>, key: string): Layers<Value> | undefined => {
	let layer: Layers<Value> | undefined = layers;
	while (layer && !layer.own.has(key)) layer = layer.below;
	return layer;
};

/** Whether there is a value at all, which may be undefined. */
export const isIn = <Value>(layers: Layers<Value>, key: string): boolean => holding(layers, key) !== undefined;

export const valueIn = <Value>(layers: Layers<Value>, key: string): Value | undefined => holding(layers, key)?.own.get(key);
