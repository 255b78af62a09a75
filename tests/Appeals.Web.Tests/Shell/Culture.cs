using System.Globalization;

namespace Appeals.Web.Tests.Shell;

/// <summary>Runs a test in one language and puts the old one back.</summary>
internal sealed class Culture : IDisposable
{
    private readonly (CultureInfo Culture, CultureInfo Ui) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    public static Culture Use(string name)
    {
        var culture = new Culture();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
        return culture;
    }

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
}
