using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Markers;

/// <summary>Markers as people who are no engineers call them.</summary>
internal static class MarkerNames
{
    private static readonly Dictionary<string, Wording> Names = new(StringComparer.Ordinal)
    {
        ["aigc-label-1"] = new("the AIGC label “generated”", "AIGC 标识“属于生成合成”"),
        ["aigc-label-2"] = new("the AIGC label “possibly generated”", "AIGC 标识“可能为生成合成”"),
        ["aigc-label-3"] = new("the AIGC label “suspected”", "AIGC 标识“疑似生成合成”"),
        ["aigc-malformed"] = new("an AIGC label that cannot be read", "无法读取的 AIGC 标识"),
        ["dst-trained"] = new("“made by a trained model”", "“由训练模型生成”"),
        ["dst-composite-trained"] = new("“composed with parts made by a trained model”", "“含训练模型生成的部分”"),
        ["dst-composite-synthetic"] = new("“composed with synthetic parts”", "“含合成的部分”"),
        ["dst-capture"] = new("“captured from life”", "“实景拍摄”"),
        ["dst-creation"] = new("“created by a person with digital tools”", "“由人以数字工具创作”"),
        ["dst-human-edits"] = new("“edited by a person”", "“由人编辑”"),
        ["dst-unknown"] = new("a source type that is not known", "未知的来源类型"),
        ["genfill"] = new("generative fill", "生成式填充"),
        ["genai-legacy"] = new("an assertion of generative AI", "生成式 AI 声明"),
        ["a1111"] = new("settings of a Stable Diffusion web interface", "Stable Diffusion 界面的生成参数"),
        ["comfyui"] = new("a ComfyUI work flow", "ComfyUI 工作流"),
        ["novelai"] = new("NovelAI's own record", "NovelAI 的生成记录"),
        ["stealth"] = new("settings hidden in the pixels", "隐藏在像素中的生成参数"),
        ["midjourney-desc"] = new("Midjourney's description", "Midjourney 的描述"),
        ["iptc-ai-system"] = new("the name of an AI system", "AI 系统名称"),
        ["xmp-credit-ai"] = new("a credit to an AI tool", "AI 工具署名"),
        ["program-name"] = new("the name of an AI program", "AI 软件名称"),
        ["samsung-genai"] = new("a phone's record of a generative edit", "手机的生成式编辑记录"),
        ["krita-ai-plugin"] = new("records of an AI plug-in", "AI 插件的记录"),
        ["aigc-xmp"] = new("an AIGC label in XMP", "XMP 中的 AIGC 标识"),
        ["aigc-"] = new("an AIGC label", "AIGC 标识"),
        ["c2pa"] = new("a signed record of origin", "带签名的来源记录"),
        ["c2pa-sig-mismatch"] = new("a signature that does not fit", "签名不符"),
        ["c2pa-uri-mismatch"] = new("statements that do not fit their checksum", "声明与校验值不符"),
        ["c2pa-hash-mismatch"] = new("contents that do not fit their checksum", "内容与校验值不符"),
        ["c2pa-malformed"] = new("a record that cannot be read", "无法读取的记录"),
        ["c2pa-sig-unknown"] = new("a signature that cannot be checked", "无法核对的签名"),
        ["c2pa-trusted"] = new("a signer on the trust list", "签名者在信任列表中"),
        ["c2pa-untrusted"] = new("a signer who is not on the trust list", "签名者不在信任列表中"),
        ["c2pa-remote-ref"] = new("a record kept elsewhere", "存放在别处的记录"),
        ["xmp-history"] = new("an editing history", "编辑历史"),
        ["psd-ancestors"] = new("documents that parts came from", "素材来源文档"),
        ["psd-gentech-0"] = new("Photoshop's note that no generative technology was used", "Photoshop 标记未使用生成技术"),
        ["psd-gentech"] = new("Photoshop's note of generative technology", "Photoshop 的生成技术标记"),
    };

    private static readonly Wording Unsigned = new(
        "Unsigned text: anyone can add, change or remove it. Nothing of it can be verified.", "未签名的文本：任何人都可以添加、修改或删除，无法核实。");
    private static readonly Wording Elsewhere = new(
        "It points to credentials on a server, which was not asked.", "它指向服务器上的凭证，我们没有联网查询。");
    private static readonly Wording Intact = new(
        "The signature fits the certificate in the file, and every checksum that we can compute fits. Whose certificate it is was not verified: anyone can sign in any name.",
        "签名与文件内的证书相符，能够计算的校验值也都相符。证书属于谁未经核实：任何人都可以用任意名义签名。");
    private static readonly Wording Trusted = new(
        "The signature fits the certificate in the file, every checksum that we can compute fits, and the certificate leads to the trust list in use here. Whether it had expired or been revoked when it signed was not checked.",
        "签名与文件内的证书相符，能够计算的校验值也都相符，证书可追溯到本服务采用的信任列表。签名时证书是否已过期或被吊销未经核对。");
    private static readonly Wording Untrusted = new(
        "The signature fits the certificate in the file, and every checksum that we can compute fits. The certificate does not lead to the trust list in use here: anyone can sign in any name.",
        "签名与文件内的证书相符，能够计算的校验值也都相符，但证书无法追溯到本服务采用的信任列表：任何人都可以用任意名义签名。");
    private static readonly Wording UnknownAlgorithm = new(
        "The signature is of a kind that we cannot check. Every checksum that we can compute fits, but anyone could have written it.",
        "签名采用了我们无法核对的算法。能够计算的校验值都相符，但任何人都可能写入这些内容。");
    private static readonly Wording Broken = new(
        "The credentials do not fit themselves or this file: it was changed after signing, or they were copied from another. What they claim is taken for a hint.",
        "凭证与自身或与此文件不符：文件在签名后被改动，或凭证是从别处复制来的。其内容仅作线索。");
    private static readonly HashSet<string> Mismatches = new(StringComparer.Ordinal) { "c2pa-sig-mismatch", "c2pa-uri-mismatch", "c2pa-hash-mismatch", "c2pa-malformed" };

    /// <summary>Adds the words that people read.</summary>
    /// <param name="all">Every marker of the same file.</param>
    public static Marker Describe(Marker marker, IReadOnlyList<FoundMarker> all) => marker with
    {
        Name = Heading(Of(marker)),
        Checked = marker.Standard != MarkerWords.C2pa ? Unsigned
            : marker.Kind == "c2pa-remote-ref" ? Elsewhere
            : CheckedOf(all),
    };

    private static Wording CheckedOf(IReadOnlyList<FoundMarker> all)
    {
        var kinds = all.Select(static m => m.Marker.Kind).ToHashSet(StringComparer.Ordinal);
        return kinds.Overlaps(Mismatches) ? Broken
            : kinds.Contains("c2pa-sig-unknown") ? UnknownAlgorithm
            : kinds.Contains("c2pa-untrusted") ? Untrusted
            : kinds.Contains("c2pa-trusted") ? Trusted : Intact;
    }

    private static Wording Heading(Wording name) => name with { En = char.ToUpperInvariant(name.En[0]) + name.En[1..] };

    public static Wording Of(Marker marker)
    {
        var name = Names.GetValueOrDefault(marker.Kind)
            ?? Names.Where(n => marker.Kind.EndsWith(n.Key, StringComparison.Ordinal) || marker.Kind.StartsWith(n.Key, StringComparison.Ordinal)).OrderByDescending(n => n.Key.Length).Select(n => n.Value).FirstOrDefault()
            ?? new(marker.Kind, marker.Kind);
        return marker.Standard == MarkerWords.C2pa ? new($"Content Credentials: {name.En}", $"内容凭证：{name.Zh}") : name;
    }
}
