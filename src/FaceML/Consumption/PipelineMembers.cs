using System.Text.Json;
using FaceML.Columns;
using FaceML.Identification;
using FaceML.Images;

namespace FaceML.Consumption;

/// <summary>The columns of a saved pipeline as members of two classes.</summary>
/// <param name="Input">What it takes.</param>
/// <param name="Output">What it gives besides, without images and faces.</param>
internal sealed record PipelineMembers(IReadOnlyList<PipelineMember> Input, IReadOnlyList<PipelineMember> Output)
{
    /// <summary>The images among the input.</summary>
    public IReadOnlyList<PipelineMember> Images => [.. Input.Where(member => member.Type == PipelineMember.ImageType)];

    /// <summary>The members of a pipeline.</summary>
    /// <exception cref="NotSupportedException">No class can be written for what it takes or gives.</exception>
    public static PipelineMembers Of(SavedPipeline pipeline)
    {
        if (pipeline.Stages.Any(stage => stage.Kind == FaceIdentificationTransformer.StageKind))
        {
            throw new NotSupportedException($"{pipeline.Path}: this pipeline identifies people of a gallery, which an application must "
                + "open itself. 'dotnet new faceml-gallery' makes one that does.");
        }

        string[] loaded = [.. pipeline.Stages.Where(stage => stage.Kind == FaceImageLoadingTransformer.StageKind)
            .Select(stage => JsonSerializer.Deserialize<JsonElement>(stage.Settings).GetProperty("input").GetString()!)];
        List<PipelineMember> input = [], output = [];
        foreach (SavedColumn column in pipeline.Input)
        {
            bool isImage = loaded.Contains(column.Name) || ColumnTypeText.TryRead(column.Type) is FaceImageDataViewType;
            input.Add(PipelineMember.Of(column, isImage, "Input", input)
                ?? throw new NotSupportedException($"{pipeline.Path}: the column {column.Name} that this pipeline takes must be an image, "
                    + $"a text, a number or a vector of Single; it is {column.Type}. Write the class by hand: 'faceml inspect' shows all "
                    + "columns."));
        }

        foreach (SavedColumn column in pipeline.Output.ExceptBy(pipeline.Input.Select(column => column.Name), column => column.Name))
        {
            if (PipelineMember.Of(column, isImage: false, "Output", output) is { } member)
            {
                output.Add(member);
            }
        }

        PipelineMembers members = new(input, output);
        return members.Images.Count > 0 && output.Count > 0 ? members : throw new NotSupportedException(
            $"{pipeline.Path}: the pipeline must take an image and give a text, a number or a vector of Single. Write the class by hand: "
            + "'faceml inspect' shows all columns.");
    }

    /// <summary>Both classes in C#.</summary>
    public string ToClasses() => $$"""
        /// <summary>What the pipeline takes.</summary>
        public sealed class Input
        {
        {{Properties(Input)}}
        }

        /// <summary>What the pipeline gives.</summary>
        public sealed class Output
        {
        {{Properties(Output)}}
        }
        """.ReplaceLineEndings("\n");

    private static string Properties(IEnumerable<PipelineMember> members) =>
        string.Join("\n\n", members.Select(member => string.Join('\n', member.ToProperty().Select(line => "    " + line))));
}
