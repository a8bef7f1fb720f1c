// The node that serves this page knows where the agent answers, and says so here.
const agent = fetch('/.well-known/mandala.json').then((answer) => answer.json()).then(({ url }) => new URL('entries', url));
const find = (id) => document.getElementById(id);

async function show(options) {
  try {
    const answer = await fetch(await agent, options);
    if (!answer.ok) throw new Error(await answer.text());
    find('entries').replaceChildren(...(await answer.json()).map(line));
    find('trouble').textContent = '';
  } catch (error) {
    find('trouble').textContent = `That did not work: ${error.message}`;
  }
}

// textContent, not innerHTML: what a stranger wrote is words, not a part of the page.
function line({ words, written }) {
  const item = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = ` ${new Date(written).toLocaleString()}`;
  item.append(words, time);
  return item;
}

find('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  await show({ method: 'POST', body: find('words').value });
  event.target.reset();
});

show();
