using FaceML.Clustering;

namespace FaceML.Cli;

/// <summary><c>faceml cluster IMAGE…</c>: who is on which image, without being told who is who.</summary>
internal static class ClusterCommand
{
    private sealed record Found(string File, Box Box, float[] Vector);

    public static Command Create(ToolTerminal terminal)
    {
        var command = new Command("cluster", "Group the faces of many images by whom they show.");
        ClusterArguments arguments = new ClusterArguments().AddTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FaceRecognizer recognizer = recognition.Create(parsed);
            FaceClusterOptions options = arguments.Read(parsed, recognizer);
            IReadOnlyList<string> files = arguments.Files(parsed);
            List<Found> faces = [];
            int problems = 0;
            await ToolProgress.ForEachAsync(
                terminal, "Embedding", files, file => Embed(recognizer, options.QualityModel, file, cancellationToken), (file, found) =>
            {
                faces.AddRange(found.Faces);
                if (found.Problem is not null)
                {
                    problems++;
                    terminal.Fail(found.Problem);
                }
            }, cancellationToken);
            if (faces.Count == 0)
            {
                throw new ToolException("None of the images shows a usable face.");
            }

            ClusterView.Write(terminal, new MLContext(seed: 1).Faces.Group([.. faces.Select(f => f.Vector)], options),
                [.. faces.Select(f => (f.File, f.Box))], options.Threshold, arguments.Json(parsed));
            int poor = options.QualityModel is { } quality ? faces.Count(face => !quality.IsRecognizable(face.Vector)) : 0;
            if (poor > 0)
            {
                terminal.Remark($"{FaceTable.Count(poor)} of too low a quality to be recognized: in no group.");
            }

            return ExitCode.OfImages(problems, files.Count);
        });
        return command;
    }

    // A row without a vector is in no group.
    private static float[] NoVector(int length) => [.. Enumerable.Repeat(float.NaN, length)];

    private static (IReadOnlyList<Found> Faces, string? Problem) Embed(
        FaceRecognizer recognizer, FaceQualityModel? quality, string file, CancellationToken cancellationToken)
    {
        try
        {
            return ([.. recognizer.EmbedAll(Image.Load(file, cancellation: cancellationToken)).Select(f =>
                new Found(file, f.Face.Box, quality is null || !f.IsCovered ? f.Vector.ToArray() : NoVector(f.Vector.Length)))], null);
        }
        catch (Exception e) when (ToolException.IsOfOneFile(e))
        {
            return ([], e.Message);
        }
    }
}
