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
        ["psd-gentech"] = new("Photoshop's note of generative technology", "Photoshop 的生成技术标记"),
    };

    public static Wording Of(Marker marker)
    {
        var name = Names.GetValueOrDefault(marker.Kind)
            ?? Names.Where(n => marker.Kind.EndsWith(n.Key, StringComparison.Ordinal) || marker.Kind.StartsWith(n.Key, StringComparison.Ordinal)).OrderByDescending(n => n.Key.Length).Select(n => n.Value).FirstOrDefault()
            ?? new(marker.Kind, marker.Kind);
        return marker.Standard == MarkerWords.C2pa ? new($"Content Credentials: {name.En}", $"内容凭证：{name.Zh}") : name;
    }
}
