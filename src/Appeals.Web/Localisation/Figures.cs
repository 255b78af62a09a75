using System.Globalization;

namespace Appeals.Web.Localisation;

/// <summary>Numbers as the reader's language writes them.</summary>
public static class Figures
{
    private const string NoBreakSpace = "\u00a0";
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static string Whole(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static string Number(double number, int digits = 1) => number.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.CurrentCulture);

    /// <summary>0.032 is "3.2 %" with a no-break space in English and "3.2%" in Chinese.</summary>
    public static string Percent(double share, int digits = 1) => Number(share * 100, digits) + (Languages.IsChinese ? "%" : NoBreakSpace + "%");

    /// <summary>Decimal units, at most three significant digits: "486 MB", "1.24 GB".</summary>
    public static string Size(long bytes)
    {
        double amount = bytes;
        var unit = 0;
        while (amount >= 999.5 && unit < Units.Length - 1)
        {
            amount /= 1000;
            unit++;
        }
        var digits = unit == 0 || amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2;
        return amount.ToString(digits == 0 ? "0" : digits == 1 ? "0.#" : "0.##", CultureInfo.CurrentCulture) + NoBreakSpace + Units[unit];
    }
}
