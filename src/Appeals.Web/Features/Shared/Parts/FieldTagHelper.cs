using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;field for="Email" label="…" hint="…" type="email" autocomplete="username" /&gt;</c>: label, hint, error and control, tied together.
/// <c>rows="5"</c> makes a text area, <c>options="@list"</c> a select. Attributes not named here go to the control.
/// </summary>
public sealed class FieldTagHelper(IHtmlGenerator generator, IStringLocalizer<SharedText> words) : TagHelper
{
    public required ModelExpression For { get; set; }

    /// <summary>Where the form's Display name does not do.</summary>
    public string? Label { get; set; }

    public string? Hint { get; set; }

    public string Type { get; set; } = "text";

    public int Rows { get; set; }

    public IEnumerable<SelectListItem>? Options { get; set; }

    /// <summary>Says "optional" behind the label.</summary>
    public bool Optional { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    private string Id => FieldParts.IdOf(For, View);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var error = FieldParts.ErrorOf(For, View);
        var control = Control(output.Attributes.ToDictionary(a => a.Name, a => (object?)a.Value, StringComparer.OrdinalIgnoreCase), error);
        output.Attributes.Clear();
        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Markup.Of(
            $"""<div class="field{(error is null ? "" : " wrong")}"><label for="{Id}">{(string.IsNullOrEmpty(Label) ? null : Label) ?? For.Metadata.GetDisplayName()}{Markup.If(Optional, $" <span class=\"faint regular\">{words["Optional"]}</span>")}</label>{FieldParts.Hint(Id, Hint)}{FieldParts.Error(Id, error)}{control}</div>"""));
    }

    private TagBuilder Control(Dictionary<string, object?> attributes, string? error)
    {
        attributes["class"] = "input";
        if (FieldParts.DescribedBy(Id, Hint, error) is { } described) attributes["aria-describedby"] = described;
        if (error is not null) attributes["aria-invalid"] = "true";
        if (Options is not null) return generator.GenerateSelect(View, For.ModelExplorer, null, For.Name, Options, allowMultiple: false, attributes);
        if (Rows > 0) return generator.GenerateTextArea(View, For.ModelExplorer, For.Name, Rows, 0, Without(attributes, "cols"));
        if (Type == "password") return generator.GeneratePassword(View, For.ModelExplorer, For.Name, null, attributes);
        attributes["type"] = Type;
        return generator.GenerateTextBox(View, For.ModelExplorer, For.Name, For.Model, null, attributes);
    }

    private static Dictionary<string, object?> Without(Dictionary<string, object?> attributes, string name)
    {
        attributes.Remove(name);
        return attributes;
    }
}
