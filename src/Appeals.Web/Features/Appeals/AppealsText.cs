namespace Appeals.Web.Features.Appeals;

/// <summary>The texts of this feature.</summary>
public sealed class AppealsText;
