using FaceML.AspNetCore.Detection;
using FaceML.AspNetCore.Embedding;
using FaceML.AspNetCore.Health;
using FaceML.AspNetCore.Models;
using FaceML.AspNetCore.Page;
using FaceML.AspNetCore.People;
using FaceML.AspNetCore.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace FaceML.AspNetCore;

/// <summary>The second of the two lines that a host needs.</summary>
public static class FaceMLEndpoints
{
    /// <summary>
    /// Maps the API: detect, embed, verify, identify, galleries, people, models. Each endpoint requires a key with its scope, or a request
    /// from this machine where the host has no keys (<see cref="FaceMLOptions.AllowLoopback"/>).
    /// </summary>
    /// <param name="endpoints">The application, with <see cref="FaceMLServices.AddFaceML"/> among its services.</param>
    /// <param name="prefix">Where the API begins.</param>
    /// <returns>All endpoints, for conventions of the host's own.</returns>
    public static RouteGroupBuilder MapFaceML(this IEndpointRouteBuilder endpoints, string prefix = "/v1")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RouteGroupBuilder group = endpoints.MapFaceMLGroup(prefix);
        DetectEndpoint.Map(group);
        EmbedEndpoint.Map(group);
        VerifyEndpoint.Map(group);
        ModelEndpoints.Map(group);
        GalleryEndpoints.Map(group);
        IdentifyEndpoint.Map(group);
        PeopleEndpoints.Map(group);
        EnrollEndpoint.Map(group);
        VerifyPersonEndpoint.Map(group);
        return group;
    }

    /// <summary>
    /// Maps <c>/healthz/live</c>, which answers as long as the process does, and <c>/healthz/ready</c>, which answers 200 when everything
    /// is loaded and 503 while the host shuts down. Neither requires a key or names anything.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    public static void MapFaceMLHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", new() { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/healthz/ready", new() { Predicate = check => check.Tags.Contains(FaceMLHealthCheck.Ready) })
            .AllowAnonymous();
    }

    /// <summary>
    /// Maps the page at <c>/</c> on which the API can be tried: verify, identify, enroll, browse galleries. It needs the API at <c>/v1</c>
    /// and loads nothing from elsewhere; whoever uses it needs the same keys.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    public static void MapFaceMLPage(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        PageFiles.Map(endpoints);
    }

    /// <summary>A group of endpoints that answer as the API does: problems, headers, the limit of requests a minute.</summary>
    internal static RouteGroupBuilder MapFaceMLGroup(this IEndpointRouteBuilder endpoints, string prefix)
    {
        RouteGroupBuilder group = endpoints.MapGroup(prefix).WithTags("FaceML");
        group.AddEndpointFilter(endpoints.ServiceProvider.GetRequiredService<ProblemFilter>());
        group.AddEndpointFilter(endpoints.ServiceProvider.GetRequiredService<RateFilter>());
        group.MayRefuse(FaceMLError.Unauthorized, FaceMLError.Forbidden, FaceMLError.RateLimited, FaceMLError.InternalError);
        return group;
    }
}
