using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Appeals.Web.Security;

/// <summary>Outside Development, controllers under <see cref="Policies.DevelopmentOnly"/> do not exist at all.</summary>
public sealed class DevelopmentOnlyConvention(IHostEnvironment environment) : IApplicationModelConvention
{
    public void Apply(ApplicationModel application)
    {
        if (environment.IsDevelopment()) return;
        foreach (var controller in application.Controllers.Where(IsDevelopmentOnly).ToList()) application.Controllers.Remove(controller);
    }

    private static bool IsDevelopmentOnly(ControllerModel controller) =>
        controller.Attributes.OfType<AuthorizeAttribute>().Any(a => a.Policy == Policies.DevelopmentOnly);
}
