using System.Diagnostics.Metrics;

namespace FaceML.AspNetCore.Telemetry;

/// <summary>
/// The meter <c>FaceML</c>: rates, latency per stage, queue, faces, decisions. Never an image, or a name or id of a person. A host
/// exports it with whatever it uses, OpenTelemetry for example.
/// </summary>
internal sealed class FaceMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "FaceML";

    private readonly Meter meter;
    private readonly Histogram<double> stages;
    private readonly Counter<long> faces, decisions, refused;

    public FaceMeter(IMeterFactory factory)
    {
        meter = factory.Create(Name);
        stages = meter.CreateHistogram(
            "faceml.stage.duration", "s", "How long a stage of a request took: queue, decode, detect, embed, verify, identify, enroll.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10],
            });
        faces = meter.CreateCounter<long>("faceml.faces", "{face}", "Faces that were found.");
        decisions = meter.CreateCounter<long>("faceml.decisions", "{decision}", "Decisions, by operation and outcome.");
        refused = meter.CreateCounter<long>("faceml.refused", "{request}", "Requests that were refused, by the problem's code.");
    }

    public void ObserveQueue(Func<int> length) =>
        meter.CreateObservableGauge("faceml.queue.length", length, "{request}", "Requests that wait for a worker.");

    public void ObserveTemplates(Func<IEnumerable<Measurement<int>>> templates) =>
        meter.CreateObservableGauge("faceml.gallery.templates", templates, "{template}", "Enrolled templates, by gallery.");

    public void RecordStage(string stage, TimeSpan elapsed) =>
        stages.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));

    public void CountFaces(int count) => faces.Add(count);

    public void CountDecision(string operation, string decision) => decisions.Add(
        1, new KeyValuePair<string, object?>("operation", operation), new KeyValuePair<string, object?>("decision", decision));

    public void CountRefused(string code) => refused.Add(1, new KeyValuePair<string, object?>("code", code));

    public void Dispose() => meter.Dispose();
}
