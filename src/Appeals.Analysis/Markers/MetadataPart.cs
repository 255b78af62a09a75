namespace Appeals.Analysis.Markers;

/// <summary>What a part of a container may hold, by the home it was found in.</summary>
internal enum PartKind { Xmp, Exif, Text, C2pa, PsdGenTech, KritaAnnotation, SamsungEdit }

/// <summary>A piece of metadata in its legal home, taken out of its container.</summary>
/// <param name="Location">The home in words of its format, e.g. <c>PNG iTXt</c>.</param>
/// <param name="Key">Keyword of a text, name of an annotation.</param>
internal sealed record MetadataPart(PartKind Kind, string Location, byte[] Bytes, string Key = "");
