/** Many producers push, one consumer waits. */
export const createQueue = <Item>() => {
	const items: Item[] = [];
	let wake: () => void = () => {};
	const push = (item: Item) => {
		items.push(item);
		wake();
	};

	const next = async (): Promise<Item> => {
		while (items.length === 0) await new Promise<void>(resolve => (wake = resolve));
		return items.shift() as Item;
	};

	return {push, next};
};
