console.error("it broke");
undefinedThing();
