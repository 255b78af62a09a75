using System.Globalization;

namespace Appeals.Analysis.Formats;

/// <summary>The entries of <c>xmpMM:History</c> in the order of the file (XMP part 2, section 1.2.5 "ResourceEvent"): how many, from when to when, and how often time runs backwards.</summary>
internal sealed class EditingEvents
{
    private FileMoment? _first, _last;
    private int _count, _backwards;

    public void AddAction() => _count++;

    public void AddTime(string? when)
    {
        if (FileMoment.Parse(when) is not { } moment) return;
        if (_last is { } last && last.IsSurelyAfter(moment)) _backwards++;
        _first ??= moment;
        _last = moment;
    }

    public void AddTo(IDictionary<string, string> values)
    {
        if (_count > 0) values["historyEvents"] = _count.ToString(CultureInfo.InvariantCulture);
        if (_first is { } first) values["historyFirst"] = Text(first);
        if (_last is { } last) values["historyLast"] = Text(last);
        if (_backwards > 0) values["historyBackwards"] = _backwards.ToString(CultureInfo.InvariantCulture);
    }

    private static string Text(FileMoment moment) => moment.At.ToString(moment.HasZone ? "yyyy-MM-ddTHH:mm:ss'Z'" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
