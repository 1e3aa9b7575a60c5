"""Who logs in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Makes users; an address is kept as typed and compared without case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A person who signs in with his address."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """An administrator of the program itself."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, buyer or staff. What a buyer may do is told by his companies, what staff may do by roles."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, default="ru", choices=[("ru", "Русский"), ("en", "English")])
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")]
        indexes: ClassVar = [
            GinIndex(
                OpClass(Lower("name"), "gin_trgm_ops"),
                OpClass(Lower("email"), "gin_trgm_ops"),
                name="accounts_user_parts",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.name or self.email


class StaffRole(models.Model):
    """A desk at which a person of the firm works."""

    class Role(models.TextChoices):
        WAREHOUSE = "warehouse"
        FINANCE = "finance"
        DIRECTOR = "director"
        PURCHASER = "purchaser"
        MANAGER = "manager"
        ADMINISTRATOR = "administrator"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role"], name="accounts_staffrole_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"
