using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary><c>&lt;choices for="Ground" label="Why it is wrong" hint="…"&gt;&lt;choice …/&gt;…&lt;/choices&gt;</c>: a fieldset of radio buttons.</summary>
public sealed class ChoicesTagHelper : PartTagHelper
{
    public required ModelExpression For { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside)
    {
        var id = FieldParts.IdOf(For, View);
        var error = FieldParts.ErrorOf(For, View);
        return Markup.Of(
            $"""<fieldset class="field{(error is null ? "" : " wrong")}" id="{id}" tabindex="-1"{Markup.Attribute("aria-describedby", FieldParts.DescribedBy(id, Hint, error))}><legend class="label">{Label}</legend>{FieldParts.Hint(id, Hint)}{FieldParts.Error(id, error)}<div class="checks">{inside}</div></fieldset>""");
    }
}

/// <summary><c>&lt;choice for="Ground" value="@Ground.AiAssisted" label="…" hint="…" /&gt;</c></summary>
public sealed class ChoiceTagHelper : PartTagHelper
{
    public required ModelExpression For { get; set; }

    public required object Value { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) => Markup.Of(
        $"""<label class="choice"><input type="radio" name="{FieldParts.NameOf(For, View)}" value="{Value}"{Markup.If(Chosen, $" checked")}><span><b>{Label}</b>{Markup.If(!string.IsNullOrEmpty(Hint), $"<span>{Hint}</span>")}{inside}</span></label>""");

    private bool Chosen
    {
        get
        {
            var sent = View.ViewData.ModelState.TryGetValue(FieldParts.NameOf(For, View), out var entry) ? entry.AttemptedValue : null;
            return string.Equals(sent ?? For.Model?.ToString(), Value.ToString(), StringComparison.Ordinal);
        }
    }
}

/// <summary><c>&lt;tick for="Signed"&gt;This is true to the best of my knowledge.&lt;/tick&gt;</c>: one check box with its sentence and its error.</summary>
public sealed class TickTagHelper : PartTagHelper
{
    public required ModelExpression For { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside)
    {
        var (id, name, error) = (FieldParts.IdOf(For, View), FieldParts.NameOf(For, View), FieldParts.ErrorOf(For, View));
        return Markup.Of(
            $"""<div class="field{(error is null ? "" : " wrong")}">{FieldParts.Error(id, error)}<label class="check"><input type="checkbox" id="{id}" name="{name}" value="true"{Markup.If(For.Model is true, $" checked")}{Markup.Attribute("aria-describedby", FieldParts.DescribedBy(id, null, error))}><span>{inside}</span></label><input type="hidden" name="{name}" value="false"></div>""");
    }
}
