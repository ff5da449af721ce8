// Blazor 10 sizes the empty ends of a long list by a style attribute, which the content policy refuses. The same words set
// on the element's own style are allowed. .NET 11 does so itself: this file goes then.
const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
    if (name === 'style')
        this.style.cssText = value;
    else
        setAttribute.call(this, name, value);
};
