/** Stands in for react-devtools-core, which Ink imports only when a developer asks for it. */
const empty = {};
export default empty;
