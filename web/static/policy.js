// With room beside the text the table of contents stands open.
if (matchMedia("(min-width: 1000px)").matches) document.querySelector(".contents details").open = true;
