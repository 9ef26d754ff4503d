using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace FaceML.AspNetCore.Security;

/// <summary>A scope that a request needs, in the gallery that its address names.</summary>
internal sealed record ScopeRequirement(FaceMLScope Scope) : IAuthorizationRequirement
{
    /// <summary>The route's value that names a gallery.</summary>
    public const string GalleryRoute = "gallery";

    /// <summary>Whether a principal may do something.</summary>
    public static bool Allows(ClaimsPrincipal user, FaceMLScope scope) =>
        user.FindAll(FaceMLAuthentication.ScopeClaim).SelectMany(claim => claim.Value.Split(' ')).Any(name =>
            name == FaceMLAuthentication.NameOf(scope) || name == FaceMLAuthentication.NameOf(FaceMLScope.Admin));

    /// <summary>Whether a principal may use a gallery.</summary>
    public static bool AllowsGallery(ClaimsPrincipal user, string gallery) =>
        user.FindAll(FaceMLAuthentication.GalleryClaim).Any(claim => claim.Value == ApiKey.AllGalleries || claim.Value == gallery);
}

/// <summary>Decides about <see cref="ScopeRequirement"/>.</summary>
internal sealed class ScopeHandler : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        string? gallery = (context.Resource as HttpContext)?.GetRouteValue(ScopeRequirement.GalleryRoute) as string;
        if (ScopeRequirement.Allows(context.User, requirement.Scope)
            && (gallery is null || ScopeRequirement.AllowsGallery(context.User, gallery)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Scopes of endpoints.</summary>
internal static class ScopeConventions
{
    /// <summary>Lets an endpoint answer only to who has the scope, in the gallery of the address.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, FaceMLScope scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(PolicyOf(scope)).WithMetadata(scope);

    /// <summary>The policy of a scope.</summary>
    public static string PolicyOf(FaceMLScope scope) => FaceMLAuthentication.NameOf(scope);

    /// <summary>Adds the policies of all scopes.</summary>
    public static void AddScopes(AuthorizationOptions authorization, FaceMLOptions options)
    {
        // FaceML's writes the problem, after which another one could set no status any more: so it is the last.
        string[] schemes = [.. options.AuthenticationSchemes, FaceMLAuthentication.SchemeName];
        foreach (FaceMLScope scope in Enum.GetValues<FaceMLScope>())
        {
            authorization.AddPolicy(PolicyOf(scope), policy =>
                policy.AddAuthenticationSchemes(schemes).RequireAuthenticatedUser().AddRequirements(new ScopeRequirement(scope)));
        }
    }
}
