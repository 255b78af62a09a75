using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.Platforms;
using Appeals.Core.ServiceLevels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Demo;

/// <summary>What happened so far to the labels of the gallery: settled ones, one that waits for its creator, and a queue with two that are late.</summary>
public sealed class DemoCases(AppealsDb db, IOptions<ServiceLevelOptions> levels)
{
    private readonly DemoChronicle _chronicle = new(db, levels.Value);

    public async Task EnsureAsync(Platform platform, DemoCast cast, CancellationToken cancellation)
    {
        foreach (var (work, happen) in Stories(cast))
        {
            var label = await db.Labels.Include(l => l.Work).SingleAsync(l => l.PlatformId == platform.Id && l.Work.ExternalId == work, cancellation);
            if (await db.Appeals.AnyAsync(a => a.LabelId == label.Id, cancellation)) continue;
            await happen(label, platform.CreatedAt);
            await db.SaveChangesAsync(cancellation);
            db.ChangeTracker.Clear();
        }
    }

    private (string Work, Func<Label, DateTime, Task> Happen)[] Stories(DemoCast cast) =>
    [
        ("86011208", async (label, begin) =>
        {
            var appeal = await _chronicle.FileAsync(label, cast.Lin, begin.AddDays(-81), Ground.WhollyHuman, "I painted it over three weeks; I kept every stage. / 我画了三周，每个阶段都保存着。");
            await _chronicle.DecideAsync(appeal, cast.Tan, begin.AddDays(-80.6), Outcome.LabelRemoved, "4.4",
                "The layers make the published picture, and there is painting under the painting. / 图层叠加就是发布的画面，画的下面还有画。");
        }),
        ("85714420", async (label, begin) =>
        {
            var appeal = await _chronicle.FileAsync(label, cast.Lin, begin.AddDays(-93), Ground.AiAssisted, "A tool cleaned my line art. The rest is mine. / 工具清理了线稿，其余都是我画的。");
            await _chronicle.DecideAsync(appeal, cast.Sana, begin.AddDays(-91.2), Outcome.RelabelledAiAssisted, "4.2",
                "The tool cleaned lines and changed nothing else. The label now says just that. / 工具只清理了线条，新标识如实说明。");
        }),
        ("85530071", async (label, begin) =>
        {
            var appeal = await _chronicle.FileAsync(label, cast.Lin, begin.AddDays(-102), Ground.Other, "The label hurts me. / 这个标识对我影响很大。");
            await _chronicle.DecideAsync(appeal, cast.Tan, begin.AddDays(-99.5), Outcome.LabelUpheld, "4.1",
                "Nothing was shown of how the picture came about. Sketches or an earlier save would change our mind. / 没有任何创作过程材料。草图或早期存档会改变我们的判断。");
        }),
        ("88120934", async (label, begin) =>
        {
            var appeal = await _chronicle.FileAsync(label, cast.Lin, begin.AddHours(-22), Ground.WhollyHuman, "Painted by hand, wet on wet. / 全手绘，湿画法。");
            await _chronicle.AskAsync(appeal, cast.Tan, begin.AddHours(-3),
                "Is the pond texture a photograph, or painted? A sentence is enough. / 池水纹理是照片还是手绘？写一句话就可以。");
        }),
        ("88199043", (label, begin) => _chronicle.FileAsync(label, cast.Ines, begin.AddHours(-123), Ground.WhollyHuman, "This is my own poster. / 这是我自己的海报。")),
        ("88250310", (label, begin) => _chronicle.FileAsync(label, cast.Ines, begin.AddMinutes(-4392), Ground.WhollyHuman, "I drew the fox from life. / 狐狸是写生。")),
        ("88251177", (label, begin) => _chronicle.FileAsync(label, cast.Ines, begin.AddMinutes(-4255), Ground.StandardEditingAid, "Only the automatic tone curve was used. / 只用了自动色调曲线。")),
        ("88251902", (label, begin) => _chronicle.FileAsync(label, cast.Ines, begin.AddHours(-30), Ground.NotMyWorksLabel, "The print was scanned; the label belongs to another file. / 版画是扫描件，标识属于另一个文件。")),
    ];
}
