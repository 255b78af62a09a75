using Microsoft.Extensions.Localization;

namespace Appeals.Web.Localisation;

/// <summary>Looks texts up as usual, but in Development and in tests a missing text is an error instead of a key on the page.</summary>
public sealed class StrictLocalizerFactory(ResourceManagerStringLocalizerFactory inner, IHostEnvironment environment, ILogger<StrictLocalizer> log) : IStringLocalizerFactory
{
    public IStringLocalizer Create(Type resourceSource) => Strict(inner.Create(resourceSource), resourceSource.Name);

    public IStringLocalizer Create(string baseName, string location) => Strict(inner.Create(baseName, location), baseName);

    private StrictLocalizer Strict(IStringLocalizer texts, string source) => new(texts, source, environment.IsDevelopment(), log);
}

public sealed class StrictLocalizer(IStringLocalizer inner, string source, bool throws, ILogger log) : IStringLocalizer
{
    public LocalizedString this[string name] => Found(inner[name]);

    public LocalizedString this[string name, params object[] arguments] => Found(inner[name, arguments]);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => inner.GetAllStrings(includeParentCultures);

    private LocalizedString Found(LocalizedString text)
    {
        if (!text.ResourceNotFound) return text;
        if (throws) throw new KeyNotFoundException($"{source} has no text '{text.Name}'.");
        log.LogError("{Source} has no text {Key}", source, text.Name);
        return text;
    }
}
