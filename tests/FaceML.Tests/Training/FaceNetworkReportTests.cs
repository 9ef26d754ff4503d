using FaceML.Training.Heads;
using FaceML.Training.Networks;

namespace FaceML.Tests.Training;

[TestClass]
public sealed class FaceNetworkReportTests
{
    private static readonly FaceNetworkReport Report = new()
    {
        Title = "mine <1>",
        Description = "Trained further.",
        Verdict = "better",
        Epochs = [new TrainingEpoch(1, 1.5, 0.6, 1e-4, 3, TimeSpan.FromSeconds(5)),
            new TrainingEpoch(2, 1.25, 0.7, 1e-5, 3, TimeSpan.FromSeconds(5))],
        InitialValidation = 0.5,
        BestEpoch = 2,
        Comparisons = [],
    };

    [TestMethod]
    public void epochs_are_drawn_and_text_is_escaped()
    {
        string page = Report.ToHtml();

        StringAssert.Contains(page, "mine &lt;1&gt;");
        StringAssert.Contains(page, "epoch 2: 1.2500");
        StringAssert.Contains(page, "epoch 0: 0.5000");
        Assert.DoesNotContain("Mixed", page);
        Assert.DoesNotContain("NaN", page);
    }

    [TestMethod]
    public void a_mixture_is_drawn_with_what_it_costs()
    {
        string page = (Report with
        {
            Interpolation = [new(0, 0.5, 0.99), new(0.6, 0.66, 0.988), new(1, 0.7, 0.97)],
            MixingCoefficient = 0.6
        }).ToHtml();

        StringAssert.Contains(page, "Mixing coefficient 0.6 was chosen on the people held out");
        StringAssert.Contains(page, "mixing coefficient 0.6: 0.6600");
        // Drawn is the equal error rate; what is kept is one minus it.
        StringAssert.Contains(page, "mixing coefficient 0.6: 0.0120");
        Assert.DoesNotContain("NaN", page);
    }
}
