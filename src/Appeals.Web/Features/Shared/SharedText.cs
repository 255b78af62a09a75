namespace Appeals.Web.Features.Shared;

/// <summary>Words of the frame and of parts that appear on more than one page.</summary>
public sealed class SharedText;
