using FaceML.Evaluation.Protocols;
using FaceML.Reports;
using FaceML.Verification;

namespace FaceML.Tests.Verification;

[TestClass]
public sealed class PipelineEvaluatorTests
{
    [TestMethod]
    public void a_chain_without_columns_of_statuses_is_measured_and_images_without_a_face_are_left_out()
    {
        using var folder = new TemporaryFolder();
        string people = Directory.CreateDirectory(folder["people"]).FullName;
        foreach ((string person, int sample) in new[] { ("anna", 0), ("bert", 1) })
        {
            Directory.CreateDirectory(Path.Combine(people, person));
            File.Copy(TestData.Samples[sample], Path.Combine(people, person, "0.jpg"));
        }

        File.Copy(TestData.Samples[2], Path.Combine(people, "anna", "1.jpg"));
        new Image(200, 200).Save(Path.Combine(people, "bert", "1.png"));
        SaveChain(folder["chain.faceml"]);

        using PipelineEvaluator evaluator = PipelineEvaluator.Load(folder["chain.faceml"]);
        EvaluationData data = EvaluationData.Read(EvaluationProtocol.Folders, people, pairs: null);
        EvaluationReport report = evaluator.Evaluate(data, intervals: new() { Replicates = 20 });

        Assert.AreEqual(1, report.GenuineComparisons);
        Assert.AreEqual(data.Pairs.Count(pair => pair.First.Contains("1.png") || pair.Second.Contains("1.png")), report.LeftOut);
    }

    private static void SaveChain(string file)
    {
        var ml = new MLContext(seed: 1);
        IDataView none = ml.Data.LoadFromEnumerable<FacePair>([]);
        ml.Faces.Save(StageByStage.Compare(ml).Fit(none), none.Schema, file);
    }
}
