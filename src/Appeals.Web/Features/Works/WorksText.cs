namespace Appeals.Web.Features.Works;

/// <summary>The texts of this feature.</summary>
public sealed class WorksText;
