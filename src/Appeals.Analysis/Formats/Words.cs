using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats;

/// <summary>What readers tell people, in both languages: what is wrong, and where it helps, what to do.</summary>
internal static class Words
{
    public static Wording EmptyFile { get; } = new("The file is empty.", "文件是空的。");
    public static Wording NotALayeredFile { get; } = new(
        "This is not a layered file we can open. Save it as PSD, KRA, CLIP, XCF or OpenRaster (ORA) and try again.",
        "这不是我们能打开的分层文件。请另存为 PSD、KRA、CLIP、XCF 或 OpenRaster（ORA）后再试。");
    public static Wording PictureFileTooLarge { get; } = new(
        "The picture file is larger than we can open. Save a smaller copy and upload that.",
        "图片文件超出可打开的大小。请另存一个较小的副本再上传。");
    public static Wording BrokenPages { get; } = new("The list of pages in the file is damaged; the pages before the damage are used.", "文件中的页面列表已损坏；已使用损坏处之前的页面。");
    public static Wording Truncated { get; } = new(
        "The file ends too early. It may not have been saved or uploaded completely.",
        "文件不完整，可能没有保存或上传完。");
    public static Wording Damaged { get; } = new("The file is damaged and cannot be read.", "文件已损坏，无法读取。");
    public static Wording BadHeader { get; } = new("The file's header is damaged.", "文件头已损坏。");
    public static Wording CanvasTooLarge { get; } = new(
        "The canvas is larger than we can open. Save a smaller copy and upload that.",
        "画布尺寸超出可打开的上限。请另存一个较小的副本再上传。");
    public static Wording TooManyLayers { get; } = new("The file has more layers than we can open.", "图层数量超出可打开的上限。");
    public static Wording NestedTooDeep { get; } = new("Groups are nested deeper than we can open.", "图层组嵌套过深，无法打开。");
    public static Wording TooManyPixels { get; } = new(
        "All layers together are larger than we can open. Save a smaller copy and upload that.",
        "所有图层加起来超出可打开的上限。请另存一个较小的副本再上传。");
    public static Wording UnsupportedColor { get; } = new(
        "We cannot read the pixels of this colour mode or bit depth yet. Save a copy in RGB with 8 bits per channel.",
        "暂不支持读取此颜色模式或位深的像素。请另存为每通道 8 位的 RGB 副本。");
    public static Wording NoPicture { get; } = new("The file has neither layers nor a stored picture.", "文件中既没有图层，也没有合并后的图像。");

    public static Wording DamagedLayer { get; } = new(
        "A part of this layer is damaged; what could be read of it is used.", "此图层有一部分已损坏；能读取的部分已使用。");
    public static Wording DamagedMask { get; } = new("This layer's mask is damaged and is left out.", "此图层的蒙版已损坏，未应用。");
    public static Wording TruncatedLayer { get; } = new(
        "The file ends before this layer's pixels do; what is there is used.", "文件在此图层的像素结束之前就中断了；已有的部分已使用。");
    public static Wording LayerTooLarge { get; } = new("This layer is larger than we can open and is left out.", "此图层尺寸超出上限，未读取。");
    public static Wording LayerSize { get; } = new("This layer's position or size makes no sense; its pixels are left out.", "此图层的位置或尺寸无效，其像素未读取。");
    public static Wording LayerDetails { get; } = new("Some details of this layer are damaged; they are left out.", "此图层的部分属性已损坏，未读取。");
    public static Wording FileDetails { get; } = new("Some details of the file are damaged; they are left out.", "文件的部分信息已损坏，未读取。");
    public static Wording UnbalancedGroups { get; } = new("Groups do not begin and end properly; layers are shown where they fit best.", "图层组的开始与结束不匹配；图层已按最合适的位置显示。");
    public static Wording LayerCompression { get; } = new("This layer is stored in a way we cannot read.", "此图层的存储方式无法读取。");
    public static Wording LayerPicture { get; } = new("This layer's picture is missing or cannot be decoded.", "此图层的图像缺失或无法解码。");

    public static Wording BlendMode { get; } = new("This layer's blend mode is unknown; it is drawn as normal.", "此图层的混合模式未知，按“正常”绘制。");
    public static Wording BlendSpace { get; } = new(
        "This layer blends in the document's own colours (CMYK or Lab); it is drawn in RGB, and its colours may differ.",
        "此图层在文档自身的颜色空间（CMYK 或 Lab）中混合，此处以 RGB 绘制，颜色可能略有不同。");
    public static Wording Dissolve { get; } = new("Dissolve scatters pixels at random; the pattern differs from the application's.", "“溶解”会随机散布像素，此处的图案与原软件不同。");
    public static Wording Adjustment { get; } = new("This adjustment layer cannot be rendered; what lies beneath it is shown unchanged.", "此调整图层无法渲染，其下方内容按原样显示。");
    public static Wording FillLayer { get; } = new("This fill or shape layer cannot be rendered from its description.", "此填充或形状图层无法根据其描述渲染。");
    public static Wording Effects { get; } = new("This layer's effects (shadow, stroke and so on) cannot be rendered.", "此图层的样式（投影、描边等）无法渲染。");
    public static Wording VectorMask { get; } = new("This layer's vector mask cannot be rendered.", "此图层的矢量蒙版无法渲染。");
    public static Wording Feather { get; } = new("The soft edge of this layer's mask cannot be rendered.", "此图层蒙版的羽化无法渲染。");
    public static Wording BlendIf { get; } = new("This layer's blending ranges cannot be rendered.", "此图层的混合颜色带无法渲染。");
    public static Wording Knockout { get; } = new("This layer's knockout or channel choice cannot be rendered.", "此图层的挖空或通道限制无法渲染。");

    public static Wording TextLayer { get; } = new("The file holds this text without its pixels; it is left out.", "文件中只有此文字的内容，没有像素，未绘制。");
    public static Wording Glow { get; } = new("This layer glows; where it is half transparent it may look a little different.", "此图层使用发光混合模式，半透明处可能略有差异。");
    public static Wording FileLayer { get; } = new("This layer shows another file, which is not part of this one.", "此图层显示的是另一个文件，而该文件不包含在内。");
    public static Wording CloneLayer { get; } = new("This layer repeats one that cannot be rendered.", "此图层重复的图层无法渲染。");
    public static Wording MaskEffect { get; } = new("A filter, transform or colorize mask of this layer cannot be rendered.", "此图层的滤镜、变换或上色蒙版无法渲染。");
    public static Wording FloatingMask { get; } = new("This floating selection belongs to a mask or channel and is drawn as a layer.", "此浮动选区属于蒙版或通道，已按图层绘制。");
    public static Wording NewerVersion { get; } = new(
        "The file was written by a newer version of its application than we know. Save it for an older version and try again.",
        "文件由较新版本的软件保存，暂时无法打开。请另存为旧版本格式后再试。");
    public static Wording Wrapped { get; } = new("The file is compressed in a way we cannot open. Unpack it and upload what is inside.", "文件的压缩方式无法打开。请先解压，再上传其中的文件。");
    public static Wording ApproximateColor { get; } = new("Colours were converted by a plain formula and may differ a little.", "颜色按简单公式转换，可能略有偏差。");

    public static Wording ArchiveDamaged { get; } = new("The archive is damaged and cannot be opened.", "压缩包已损坏，无法打开。");
    public static Wording ArchiveTooManyEntries { get; } = new("The archive has more entries than we can open.", "压缩包内的条目数超出上限。");
    public static Wording ArchiveDuplicate { get; } = new("The archive holds the same entry more than once; the first is used.", "压缩包内有重名条目，已使用第一个。");
    public static Wording ArchiveBomb { get; } = new(
        "A part of the archive unpacks to far more than it should. It was not opened.", "压缩包中有内容解压后异常庞大，未予打开。");
    public static Wording ArchiveEntryMissing { get; } = new("A part of the archive that is needed is missing.", "压缩包缺少必需的内容。");
    public static Wording BadStack { get; } = new("The list of layers in the file is damaged.", "文件中的图层列表已损坏。");
}
