using System.Diagnostics;
using FaceML.Imaging;

namespace FaceML.AspNetCore.Requests;

/// <summary>
/// The way of every request with images: a place, the body, a worker that decodes and works, within the time. Thread-safe.
/// </summary>
internal sealed class ImageRequests(FaceWorkers workers, FaceMeter meter, FaceMLOptions options)
{
    private readonly FaceMLLimits limits = options.Limits;
    private readonly ImageDecodeOptions decoding = new()
    {
        MaximumBytes = options.Limits.ImageBytes,
        MaximumPixels = options.Limits.ImagePixels,
    };

    private double Seconds => limits.Time.TotalSeconds;

    /// <summary>Receives one image and works on it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="stage">What metrics call the work.</param>
    /// <param name="field">The name of the image's field.</param>
    /// <param name="work">What is done, on a worker.</param>
    public Task<T> RunAsync<T>(HttpContext http, string stage, string field, Func<ReceivedImage, T> work) =>
        RunAsync(http, stage, [field], images => work(images[0]));

    /// <summary>Receives images and works on them.</summary>
    /// <param name="http">The request.</param>
    /// <param name="stage">What metrics call the work.</param>
    /// <param name="fields">The names of the images' fields.</param>
    /// <param name="work">What is done, on a worker.</param>
    public Task<T> RunAsync<T>(HttpContext http, string stage, string[] fields, Func<ReceivedImage[], T> work) => RunAsync(
        http, stop => RequestBody.ReadAsync(http.Request, fields, limits.ImageBytes, stop),
        (files, stop) => Work(files, stage, work, stop));

    /// <summary>Receives a body and works on it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="receive">Reads the body.</param>
    /// <param name="work">What is done, on a worker.</param>
    public async Task<T> RunAsync<TBody, T>(
        HttpContext http, Func<CancellationToken, Task<TBody>> receive, Func<TBody, CancellationToken, T> work)
    {
        using IDisposable place = workers.Enter();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        time.CancelAfter(limits.Time);
        TBody body = await InTime(
            receive(time.Token), http,
            () => new FaceMLException(FaceMLError.SlowUpload, $"The upload must end within {Seconds} s. Send a smaller image."));
        return await InTime(
            workers.RunAsync(() => work(body, time.Token), time.Token), http,
            () => new FaceMLException(FaceMLError.Timeout, $"The answer was not ready within {Seconds} s. Try again later.")
            {
                RetryAfter = workers.Wait,
            });
    }

    private static async Task<T> InTime<T>(Task<T> task, HttpContext http, Func<FaceMLException> late)
    {
        try
        {
            return await task;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            throw late();
        }
    }

    private T Work<T>(ReadOnlyMemory<byte>[] files, string stage, Func<ReceivedImage[], T> work, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        ReceivedImage[] images =
            [.. files.Select(file => new ReceivedImage(file, Image.Decode(file.Span, decoding, cancellation: cancellationToken)))];
        meter.RecordStage("decode", Stopwatch.GetElapsedTime(start));
        cancellationToken.ThrowIfCancellationRequested();
        start = Stopwatch.GetTimestamp();
        T result = work(images);
        meter.RecordStage(stage, Stopwatch.GetElapsedTime(start));
        return result;
    }
}
