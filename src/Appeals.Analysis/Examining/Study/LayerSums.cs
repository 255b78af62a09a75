namespace Appeals.Analysis.Examining.Study;

/// <summary>What the squares of one layer add up to, for the layer and for the map of all.</summary>
internal sealed class LayerSums(LayerPaint paint)
{
    /// <summary>Of the picture's gradient energy: a layer with less has hardly any structure.</summary>
    private const double SomeStructure = 0.25;
    /// <summary>Share of a layer that one must see for what is drawn elsewhere on it to count: more than agrees by chance.</summary>
    private const double LeastShown = 0.05;
    /// <summary>Share of a layer's squares with strokes, lines or edges: fewer are flats or washes, of which one may see no square as it is.</summary>
    private const double MostlyDrawn = 0.33;

    /// <summary>Of mixed layers only paint counts as hidden whose structure has nothing to do with the picture's; of operands and faint ones none does.</summary>
    private readonly bool _hidesNothing = paint.HidesNothing, _mixed = paint.IsMixed;
    /// <summary>Squares that are not what one sees there.</summary>
    private readonly List<(int Index, LayerStudy.Seen Square, bool IsBiased)> _differing = [];
    private int _shown, _drawn, _biased, _painted, _echo, _own, _ownForeign, _smooth, _foreign;
    private long _pixels, _verbatim;
    private double _energy, _product, _detail;

    public void Add(LayerStudy.Seen square, StudyMap map, int index)
    {
        if (!square.IsPainted) return;
        _painted++;
        map.Paint(index);
        _pixels += square.Painted;
        _verbatim += square.Verbatim;
        _energy += square.Own;
        _product += square.Product;
        if (square.IsEcho)
        {
            _echo++;
            _detail += square.Picture * square.Correlation * square.Correlation;
            map.Echo(index);
        }
        if (square.IsShown) _shown++;
        if (square.IsDrawn) _drawn++;
        if (_hidesNothing || square.IsBlurred) return;
        var biased = square.IsBiased && square.Painted * 4 >= square.Samples * 3 && (!_mixed || !square.IsDrawn || square.IsUnrelated);
        if (biased || (square.IsOther && !square.IsEcho)) _differing.Add((index, square, biased));
    }

    /// <summary>A painting of which one sees nothing may be anyone's: what is drawn counts only in layers that are seen somewhere, and if most of a layer is drawn, all of it.</summary>
    private void AddDiffering(StudyMap map)
    {
        var isSeen = _shown >= LeastShown * _painted;
        if (!isSeen && _drawn >= MostlyDrawn * _painted) return;
        foreach (var (index, square, biased) in _differing.Where(d => isSeen || !d.Square.IsDrawn))
        {
            if (biased) Biased(map, index);
            if (!square.IsOther || square.IsEcho) continue;
            if (square.IsUnrelated) Own(map, index, square.IsForeign);
            else if (!square.IsDrawn) Smooth(map, index, square.IsForeign);
        }
    }

    private void Biased(StudyMap map, int index)
    {
        _biased++;
        map.Biased(index);
    }

    private void Own(StudyMap map, int index, bool foreign)
    {
        _own++;
        if (foreign) _ownForeign++;
        map.Own(index, foreign);
    }

    private void Smooth(StudyMap map, int index, bool foreign)
    {
        _smooth++;
        if (foreign) _foreign++;
        map.Smooth(index, foreign);
    }

    public LayerStudy ToStudy(string id, StudyMap map, double cut, int outline)
    {
        AddDiffering(map);
        double squares = map.Squares;
        return new()
        {
            Id = id, Painted = _painted / squares, Echo = _echo / squares, Own = _own / squares, OwnForeign = _ownForeign / squares,
            SmoothBeneath = _smooth / squares, ForeignBeneath = _foreign / squares, Verbatim = _pixels == 0 ? 0 : (double)_verbatim / _pixels,
            Detail = map.Energy <= 0 ? 0 : Math.Min(1, _detail / map.Energy), SeenDetail = 0, HiddenDetail = 0, HiddenPixels = 0,
            Derived = paint.IsOperand && _energy > 0 && map.Energy > 0 ? Math.Abs(_product) / Math.Sqrt(_energy * map.Energy) * Math.Min(1, _energy / (SomeStructure * map.Energy)) : 0,
            Cut = cut, OutlineLength = outline, Biased = _biased / squares, Seam = 0.5, Calm = 0.5, SeamLength = 0, Step = 1, StepLength = 0,
        };
    }
}
