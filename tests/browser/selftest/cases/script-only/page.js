document.getElementById('late').hidden = false;
document.getElementById('early').hidden = true;
