using System.Runtime.ExceptionServices;

namespace FaceML.Recognition;

/// <summary>
/// Embeds the faces of calls that are made at the same time together: while as many runs are on as there are processors, further calls
/// wait, and the next run takes the faces of all of them. A call that meets no other is not delayed. Thread-safe.
/// </summary>
/// <param name="embed">Embeds faces, in one run of the network.</param>
/// <param name="mostFaces">Faces that a run takes of several calls.</param>
internal sealed class ConcurrentFaces(Func<IReadOnlyList<FaceInImage>, EmbeddedFace[]> embed, int mostFaces)
{
    private readonly Lock gate = new();
    private readonly List<Call> waiting = [];
    private int running;

    /// <summary>Embeds faces; returns what comes of each, in their order.</summary>
    public EmbeddedFace[] Embed(IReadOnlyList<FaceInImage> faces)
    {
        Call own = new(faces);
        Call[]? together = null;
        lock (gate)
        {
            waiting.Add(own);
            if (running < Environment.ProcessorCount)
            {
                running++;
                together = Take();
            }
        }

        // A call that waits is told that it is done, or gets the calls of the next run, itself among them.
        together ??= own.Told.Task.GetAwaiter().GetResult();
        if (together is not null)
        {
            Run(together);
            lock (gate)
            {
                if (waiting is [{ } next, ..])
                {
                    next.Told.SetResult(Take());
                }
                else
                {
                    running--;
                }
            }

            foreach (Call other in together.Where(call => call != own))
            {
                other.Told.SetResult(null);
            }
        }

        return own.Result();
    }

    private Call[] Take()
    {
        int count = 1, faces = waiting[0].Faces.Count;
        while (count < waiting.Count && (faces += waiting[count].Faces.Count) <= mostFaces)
        {
            count++;
        }

        Call[] taken = [.. waiting.Take(count)];
        waiting.RemoveRange(0, count);
        return taken;
    }

    private void Run(Call[] together)
    {
        try
        {
            EmbeddedFace[] embedded = embed([.. together.SelectMany(call => call.Faces)]);
            int start = 0;
            foreach (Call call in together)
            {
                call.Embedded = embedded[start..(start += call.Faces.Count)];
            }
        }
        catch (Exception) when (together.Length > 1)
        {
            // One call's face must not fail the others.
            Array.ForEach(together, call => Run([call]));
        }
        catch (Exception e)
        {
            together[0].Error = ExceptionDispatchInfo.Capture(e);
        }
    }

    private sealed class Call(IReadOnlyList<FaceInImage> faces)
    {
        public IReadOnlyList<FaceInImage> Faces => faces;

        public TaskCompletionSource<Call[]?> Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EmbeddedFace[]? Embedded { get; set; }

        public ExceptionDispatchInfo? Error { get; set; }

        public EmbeddedFace[] Result()
        {
            Error?.Throw();
            return Embedded!;
        }
    }
}
