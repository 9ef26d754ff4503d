namespace FaceML.Networks;

/// <summary>Which output of a detector's file has which role, by shape, and by name where shapes are equal.</summary>
internal static class DetectorOutputs
{
    /// <summary>Three strides, each with one or two scores, boxes of 4 and, where there are any, points of 10 numbers.</summary>
    internal static IReadOnlyList<NetworkOutput> Strided(
        string name, ModelEnds file, int width, int height, int anchors, string[] scores, string boxes, string points)
    {
        List<NetworkOutput> found = [];
        foreach ((string[] roles, int numbers) in new[] { (scores, 1), ([boxes], 4), ([points], 10) })
        {
            ModelEnd[] ends = [.. file.Outputs.Where(output => output.Last == numbers)];
            if (ends.Length == 0 && numbers == 10)
            {
                continue;
            }

            if (ends.Length != roles.Length * NetworkFamilies.Strides.Count)
            {
                throw new NetworkException(name,
                    $"{roles.Length * NetworkFamilies.Strides.Count} outputs of {numbers} numbers are expected; there are {ends.Length} "
                        + $"({string.Join("; ", file.Outputs)})");
            }

            // As the exporters write them: role by role, the finest stride first. A name that says role and stride wins.
            for (int i = 0; i < ends.Length; i++)
            {
                int stride = NetworkFamilies.Strides[i % NetworkFamilies.Strides.Count];
                string role = $"{roles[i / NetworkFamilies.Strides.Count]}_{stride}";
                ModelEnd end = ends.FirstOrDefault(e => e.Name == role) ?? ends[i];
                int cells = NetworkFamilies.CellsOf(width, stride) * NetworkFamilies.CellsOf(height, stride);
                found.Add(new() { Role = role, Name = end.Name, Shape = [cells * anchors, numbers], Unbatched = end.Rank == 2 });
            }
        }

        return found;
    }

    /// <summary>Scores and boxes of one length, told apart by their last dimension.</summary>
    internal static IReadOnlyList<NetworkOutput> Pair(string name, ModelEnds file, int scores, int boxes)
    {
        ModelEnd? score = file.Outputs.FirstOrDefault(output => output.Last == scores), box =
            file.Outputs.FirstOrDefault(output => output.Last == boxes);
        if (score is null || box is null || score.Count is null || score.Count != box.Count)
        {
            throw new NetworkException(
                name, $"outputs N×{scores} and N×{boxes} of one N are expected; there are {string.Join("; ", file.Outputs)}");
        }

        return
        [
            new() { Role = "scores", Name = score.Name, Shape = [score.Count.Value, scores] },
            new() { Role = "boxes", Name = box.Name, Shape = [box.Count.Value, boxes] },
        ];
    }

    internal static IReadOnlyList<NetworkOutput> BlazeFace(string name, ModelEnds file) => Pair(name, file, 1, 16);

    /// <summary>Scores, offsets and, in the last stage, points, told apart by their numbers.</summary>
    /// <param name="name">The network's name, for the error.</param>
    /// <param name="file">The stage.</param>
    /// <param name="planes">0 for a stage that looks at one square, 1 for channels × rows × columns, 2 for rows × columns ×
    /// channels.</param>
    internal static IReadOnlyList<NetworkOutput> Mtcnn(string name, ModelEnds file, int planes)
    {
        List<NetworkOutput> found = [];
        foreach ((string role, int numbers) in new[] { ("scores", 2), ("offsets", 4), ("points", 10) })
        {
            ModelEnd? end = file.Outputs.FirstOrDefault(output => (planes == 1 ? output.Second : output.Last) == numbers);
            if (end is not null)
            {
                found.Add(new()
                {
                    Role = role,
                    Name = end.Name,
                    Shape = planes switch { 0 => [numbers], 1 => [numbers, 1, 1], _ => [1, 1, numbers] }
                });
            }
            else if (numbers != 10)
            {
                throw new NetworkException(
                    name, $"{file.FileName} has no output of {numbers} numbers ({role}); it has {string.Join("; ", file.Outputs)}");
            }
        }

        return found;
    }
}
