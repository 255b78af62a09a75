using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Appeals.Web.Features.Shared;

/// <summary>Views lie beside their controller: namespace Appeals.Web.Features.Queue → /Features/Queue/{view}.cshtml.</summary>
public sealed class FeatureViewLocations : IViewLocationExpander
{
    private const string Root = "Appeals.Web.";
    private const string Key = "feature";

    public void PopulateValues(ViewLocationExpanderContext context)
    {
        var controller = context.ActionContext.ActionDescriptor as ControllerActionDescriptor;
        context.Values[Key] = controller?.ControllerTypeInfo.Namespace?.Replace(Root, "", StringComparison.Ordinal).Replace('.', '/');
    }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations) =>
        [$"/{context.Values[Key]}/{{0}}.cshtml", "/Features/Shared/{0}.cshtml"];
}
