using System.ComponentModel.DataAnnotations;

namespace Appeals.Web.Demo;

/// <summary>Section <c>Demo</c>; has an effect in Development only.</summary>
public sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Seed the demo platform, its people and works at the first start.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Key of the demo platform. It opens nothing outside Development or from another machine.</summary>
    [Required, MinLength(20)]
    public string ApiKey { get; set; } = "apk_demo-huajian-on-this-machine-only";
}
