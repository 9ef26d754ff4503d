using System.Collections.Concurrent;

namespace FaceML.Recognition.Tests.Embedding;

[TestClass]
public sealed class ConcurrentFacesTests
{
    private static readonly Image Blank = new(8, 8);

    private static EmbeddedFace Embedded(FaceInImage face) => new([face.Points.Nose.X], null);

    [TestMethod]
    public async Task each_of_many_calls_gets_the_vectors_of_its_own_faces_and_runs_take_several()
    {
        ConcurrentBag<int> runs = [];
        var faces = new ConcurrentFaces(all =>
        {
            runs.Add(all.Count);
            Thread.Sleep(20);
            return [.. all.Select(Embedded)];
        }, mostFaces: 32);
        EmbeddedFace[][] answers = await Together(64, call => faces.Embed([Face(call), Face(call + 0.5f)]));

        for (int call = 0; call < answers.Length; call++)
        {
            CollectionAssert.AreEqual(new[] { call, call + 0.5f }, answers[call].Select(face => face.Vector[0]).ToArray());
        }

        Assert.AreEqual(128, runs.Sum());
        Assert.IsLessThan(64, runs.Count);
        Assert.IsLessThanOrEqualTo(32, runs.Max());
    }

    [TestMethod]
    public async Task a_call_that_fails_fails_alone_and_later_ones_go_on()
    {
        var faces = new ConcurrentFaces(all =>
        {
            Thread.Sleep(20);
            return all.Any(face => face.Points.Nose.X == 7)
                ? throw new InvalidOperationException("seven")
                : [.. all.Select(Embedded)];
        }, mostFaces: 32);
        string[] outcomes = await Together(24, call =>
        {
            try
            {
                return $"{faces.Embed([Face(call)])[0].Vector[0]}";
            }
            catch (InvalidOperationException e)
            {
                return e.Message;
            }
        });
        CollectionAssert.AreEqual(Enumerable.Range(0, 24).Select(call => call == 7 ? "seven" : $"{call}").ToArray(), outcomes);
        Assert.AreEqual(3f, faces.Embed([Face(3)])[0].Vector[0]);
    }

    [TestMethod]
    [DataRow(10, 40, 160, 320, 1, DisplayName = "each face takes as long")]
    [DataRow(10, 38, 100, 150, 1, DisplayName = "four save less than a tenth")]
    [DataRow(10, 20, 78, 156, 4, DisplayName = "sixteen save nothing more")]
    [DataRow(10, 11, 12, 13, 32, DisplayName = "a run costs what it costs, however many faces it takes")]
    public void a_run_takes_as_many_faces_as_still_save_time(int one, int four, int sixteen, int thirtyTwo, int expected)
    {
        Dictionary<int, int> milliseconds = new() { [1] = one, [4] = four, [16] = sixteen, [32] = thirtyTwo };
        Assert.AreEqual(expected, FaceEmbedder.QuickestRun(faces => TimeSpan.FromMilliseconds(milliseconds[faces])));
    }

    // Threads of their own: the pool begins few at a time.
    private static Task<T[]> Together<T>(int calls, Func<int, T> call) => Task.WhenAll(Enumerable.Range(0, calls).Select(number =>
        Task.Factory.StartNew(() => call(number), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    private static FaceInImage Face(float mark) => new(Blank, new FacePoints(default, default, new(mark, 0), default, default));
}
